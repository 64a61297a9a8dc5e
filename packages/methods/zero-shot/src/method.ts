import { defineMethod, linearLogits, requireText } from '@shotbench/few-shot';

import { type ZeroShotConfig, zeroShotConfig } from './config.ts';

/**
 * Zero-shot CLIP (Radford et al., 2021, section 3.1): logits = s · f̂ · t̂ᵀ with the text features of the classes as
 * classifier. Nothing is learned, so neither shots nor seed matter.
 */
export const zeroShot = defineMethod<ZeroShotConfig>({
  id: 'zero-shot',
  title: 'Zero-shot CLIP',
  version: 1,
  protocol: 'fixed',
  needs: ['text-features'],
  usesSeed: false,
  config: zeroShotConfig,

  fit(task, _config, { execution }) {
    return Promise.resolve().then(() => ({
      trainableParameters: 0,
      details: {},
      logits: linearLogits({ weights: requireText(task, 'zero-shot').normalized, scale: task.logitScale, execution }),
    }));
  },
});
