import { defineMethod, requireText, requireTextModel, toTensor } from '@shotbench/few-shot';
import { checkClassNames, crossEntropy, fitContext } from '@shotbench/prompt-learning';
import { tf } from '@shotbench/tensor';

import { type KgCoOpConfig, kgCoOpConfig } from './config.ts';

/**
 * KgCoOp: CoOp whose text features are kept near those of hand-written prompts, L = L_ce + λ (1 − 1/C Σ_c cos(t_c, t_c^clip)) (Yao et al.,
 * "Visual-Language Prompt Tuning with Knowledge-guided Context Optimization", CVPR 2023, in the form of `trainers/kgcoop.py`; the paper
 * has squared distances, which for unit rows are 2 − 2 cos).
 *
 * The hand-written prompts are those that the feature set's text features were made with.
 */
export const kgCoOp = defineMethod<KgCoOpConfig>({
  id: 'kgcoop',
  title: 'KgCoOp',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-features', 'text-encoder'],
  namesNewClasses: true,
  usesSeed: true,
  config: kgCoOpConfig,
  // 8 and 1: the scripts' λ and the code's own default; the others, and learning rates around the released one, are ours.
  space: { lambda: [8, 1, 2, 4, 10], learningRate: [2e-3, 2e-2, 2e-4] },
  checkClasses: (names, config, task) => checkClassNames(names, config, requireTextModel(task, 'kgcoop')),

  fit: async (task, config, context) =>
    await fitContext(task, config, context, {
      methodId: 'kgcoop',
      constants: { handWritten: toTensor(requireText(task, 'kgcoop').normalized) },
      loss: (logits, text, batch) => {
        const cosines = tf.sum(tf.mul(text, batch.constants['handWritten']!), 1); // [C], of unit rows
        const distance = tf.sub(1, tf.mean(cosines));
        return tf.add(crossEntropy(logits, text, batch), tf.mul(distance, config.lambda));
      },
    }),
});
