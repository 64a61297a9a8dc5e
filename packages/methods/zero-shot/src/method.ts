import {
  type Classifier,
  defineMethod,
  linearLogits,
  requireTargetText,
  requireText,
  type TextFeatures,
} from '@shotbench/few-shot';
import type { ExecutionOptions } from '@shotbench/tensor';

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
  namesNewClasses: true,
  usesSeed: false,
  config: zeroShotConfig,

  fit(task, _config, { execution }) {
    return Promise.resolve().then(() =>
      classifierOf(requireText(task, 'zero-shot'), { scale: task.logitScale, execution }),
    );
  },
});

interface ZeroShotOptions {
  /** s */
  readonly scale: number;
  readonly execution: ExecutionOptions;
}

function classifierOf({ normalized }: TextFeatures, options: ZeroShotOptions): Classifier {
  return {
    trainableParameters: 0,
    details: {},
    logits: linearLogits({ weights: normalized, ...options }),
    forClasses: (classes) =>
      Promise.resolve().then(() => classifierOf(requireTargetText(classes, 'zero-shot'), options)),
  };
}
