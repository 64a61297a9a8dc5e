import { ShotbenchError } from '@shotbench/errors';

/**
 * Relative transfer difficulty (Yu et al., "Task Residual for Tuning Vision-Language Models", CVPR 2023, definition 1; used by APEX, Yang et
 * al., EMNLP 2024, table 16): how a random classifier compares with zero-shot CLIP, RTD = (1/C) / Prec = 1 / (C · Prec). Higher is harder; 1 is no
 * better than chance, and Infinity is never right.
 *
 * Prec is the zero-shot accuracy on test images, so it knows their labels: RTD describes a dataset, and nothing may be chosen by it.
 *
 * Deviation: the papers say "precision", and some of APEX's values are not 1 / (C · accuracy) of the published accuracies (EuroSAT 0.184, from
 * 47.6 % follows 0.210); which precision that was is not said.
 *
 * @param classes C ≥ 1.
 * @param precision a fraction 0 … 1, not percent.
 * @throws ShotbenchError `RTD_CLASSES`, `RTD_PRECISION`.
 */
export function relativeTransferDifficulty(classes: number, precision: number): number {
  if (!(Number.isInteger(classes) && classes >= 1)) {
    throw new ShotbenchError('RTD_CLASSES', `${classes} is no number of classes; expected a whole number from 1 on`);
  }
  if (!(precision >= 0 && precision <= 1)) {
    throw new ShotbenchError(
      'RTD_PRECISION',
      `precision ${precision} is not from 0 to 1; divide percent by 100 before asking for the transfer difficulty`,
    );
  }
  return 1 / (classes * precision);
}
