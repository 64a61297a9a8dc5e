import { defineMethod, requireTextModel } from '@shotbench/few-shot';
import { checkClassNames, crossEntropy, fitContext } from '@shotbench/prompt-learning';

import { type CoOpConfig, coOpConfig } from './config.ts';

/**
 * CoOp: the words around a class name are learned, t_c = E_T([start] v₁ … v_M NAME_c . [end]) with the loss −log softmax(s · f · n(t)ᵀ)
 * (Zhou et al., "Learning to Prompt for Vision-Language Models", IJCV 2022).
 *
 * Deviation: images are V cached views, one drawn for each image and epoch, instead of a new random crop each time; V = 1 are fixed features.
 */
export const coOp = defineMethod<CoOpConfig>({
  id: 'coop',
  title: 'CoOp',
  version: 1,
  protocol: 'fixed',
  needs: ['training-images', 'text-encoder'],
  namesNewClasses: true,
  usesSeed: true,
  config: coOpConfig,
  // 16 and 4: the paper's experiments and those on new classes; 8 between them. Learning rates around the released one are ours.
  space: { contextTokens: [16, 4, 8], learningRate: [2e-3, 2e-2, 2e-4] },
  checkClasses: (names, config, task) => checkClassNames(names, config, requireTextModel(task, 'coop')),

  fit: (task, config, context) => fitContext(task, config, context, { methodId: 'coop', loss: crossEntropy }),
});
