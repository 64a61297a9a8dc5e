import { checkSameLength } from '../predictions/check-same-length.ts';

/** The test images on which one of two classifiers is right and the other wrong. */
export interface DiscordantCounts {
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
}

/**
 * Counts for `mcnemar` from the predictions of two classifiers for the same images.
 *
 * @param first [N] predicted classes, such as an Int32Array or Uint16Array
 * @param second [N]
 * @param labels [N]
 * @throws RangeError for lists of different lengths.
 */
export function countDiscordant(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: ArrayLike<number>,
): DiscordantCounts {
  checkSameLength({ first, second, labels });
  let onlyFirstRight = 0;
  let onlySecondRight = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (first[i] === second[i]) continue;
    if (first[i] === label) onlyFirstRight++;
    else if (second[i] === label) onlySecondRight++;
  }
  return { onlyFirstRight, onlySecondRight };
}
