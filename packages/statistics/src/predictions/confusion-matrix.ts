import { checkSameLength } from './check-same-length.ts';

/**
 * Counts of test images by label and predicted class.
 *
 * @param labels [N] whole numbers from 0 to C − 1
 * @param predictions [N] the same
 * @param classes C
 * @returns [C, C] in row order; row: label, column: prediction
 * @throws RangeError for lists of different lengths, a number of classes that is not whole from 1, and entries that are
 *   not classes.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): Uint32Array {
  checkSameLength({ labels, predictions });
  if (!(Number.isInteger(classes) && classes >= 1)) {
    throw new RangeError(`the classes are ${classes}; expected a whole number from 1`);
  }
  const counts = new Uint32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const prediction = predictions[i]!;
    for (const value of [label, prediction]) {
      if (!(Number.isInteger(value) && value >= 0 && value < classes)) {
        throw new RangeError(`image ${i} has class ${value}; expected a whole number from 0 to ${classes - 1}`);
      }
    }
    counts[label * classes + prediction] = counts[label * classes + prediction]! + 1;
  }
  return counts;
}
