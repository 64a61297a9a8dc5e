import { accuracy, type LabelledFeatures, predict, type RowFunction } from '@shotbench/few-shot';

import type { ProbeParameters } from './initial-values.ts';

/** Parameters after an epoch, and the percent of the validation images that they get right. */
export interface EpochParameters {
  readonly parameters: ProbeParameters;
  /** Counted from 1. */
  readonly epoch: number;
  readonly validationAccuracy: number;
}

/** Watches a training and keeps its last best epoch on the images (`if acc_val >= best_acc`). */
export function bestEpoch(logits: RowFunction, { features, labels }: LabelledFeatures) {
  let best: EpochParameters | undefined;
  return {
    async look(parameters: ProbeParameters, epoch: number): Promise<void> {
      const validationAccuracy = accuracy(predict(await logits(features, parameters)), labels);
      if (best === undefined || validationAccuracy >= best.validationAccuracy) {
        best = { parameters, epoch, validationAccuracy };
      }
    },
    best: () => best!,
  };
}
