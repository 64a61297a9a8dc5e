import { defineMethod, requireText, requireTextModel, toTensor } from '@shotbench/few-shot';
import { checkClassNames, crossEntropy, endingIn, fitContext } from '@shotbench/prompt-learning';
import { tf } from '@shotbench/tensor';

import { type ProGradConfig, proGradConfig } from './config.ts';
import { projectGradient } from './project-gradient.ts';

/**
 * ProGrad: CoOp whose gradient gives up what goes against the zero-shot model's, that of L_kl = −1/B Σ_b Σ_c p^zs_bc log p_bc (Zhu et al.,
 * "Prompt-aligned Gradient for Prompt Tuning", ICCV 2023).
 *
 * The zero-shot model is that of the feature set's text features.
 */
export const proGrad = defineMethod<ProGradConfig>({
  id: 'prograd',
  title: 'ProGrad',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-features', 'text-encoder'],
  namesNewClasses: true,
  usesSeed: true,
  config: proGradConfig,
  // λ: 1 and 0.8 are the released values; 0 is CoOp.
  space: { lambda: [1, 0.8, 0.5, 0], learningRate: [2e-3, 2e-2, 2e-4] },
  // Words are the end of the context here, not all of it.
  checkClasses: (names, { contextTokens }, task) =>
    checkClassNames(names, { words: null, contextTokens }, requireTextModel(task, 'prograd')),

  fit: async (task, config, context) =>
    await fitContext(task, config, context, {
      methodId: 'prograd',
      start: endingIn(requireTextModel(task, 'prograd'), config.words, config.contextTokens),
      constants: { handWritten: toTensor(requireText(task, 'prograd').normalized) },
      loss: crossEntropy,
      guide: {
        loss: (logits, _text, { constants, features }) => {
          const zeroShot = tf.matMul(features, constants['handWritten'] as tf.Tensor2D, false, true); // [B, C]
          const teacher = tf.softmax(tf.mul(zeroShot, task.logitScale));
          return tf.neg(tf.mean(tf.sum(tf.mul(teacher, tf.logSoftmax(logits)), 1)));
        },
        combine: (gradient, guide) => projectGradient(gradient, guide, config.lambda),
      },
    }),
});
