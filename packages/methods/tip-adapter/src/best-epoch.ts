import { accuracy, type LabelledFeatures, predict } from '@shotbench/few-shot';
import type { Checkpoints, ExecutionOptions, HostTensor } from '@shotbench/tensor';

import { type Blend, blendedLogits, type TipModel } from './blended-logits.ts';

/** Keys after an epoch, and the percent of the validation images that they get right. */
export interface EpochKeys {
  readonly keys: HostTensor;
  /** Counted from 1. */
  readonly epoch: number;
  readonly validationAccuracy: number;
}

export interface BestEpochOptions {
  readonly images: LabelledFeatures;
  /** α and β that the keys are trained with. */
  readonly blend: Blend;
  readonly stepsPerEpoch: number;
  readonly execution: ExecutionOptions;
}

/**
 * Watches a training and keeps the keys of its first best epoch on the images, as `run_tip_adapter_F` in `main.py` does on the test set.
 */
export function bestEpoch(model: TipModel, { images, blend, stepsPerEpoch, execution }: BestEpochOptions) {
  const logits = blendedLogits(model, blend, execution);
  let best: EpochKeys | undefined;
  const checkpoints: Checkpoints = {
    every: stepsPerEpoch,
    async look(parameters, step) {
      const keys = parameters['keys']!;
      const validationAccuracy = accuracy(predict(await logits(images.features, { keys })), images.labels);
      if (best === undefined || validationAccuracy > best.validationAccuracy) {
        best = { keys, epoch: step / stepsPerEpoch, validationAccuracy };
      }
    },
  };
  return { checkpoints, best: () => best! };
}
