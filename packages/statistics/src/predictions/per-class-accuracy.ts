import { confusionMatrix } from './confusion-matrix.ts';

/**
 * The part of each class's test images that is classified right, as a fraction; `undefined` for a class without any, so
 * that no average takes it for 0.
 *
 * @param labels [N] whole numbers from 0 to C − 1
 * @param predictions [N] the same
 * @param classes C
 * @returns [C]
 * @throws RangeError as `confusionMatrix`.
 */
export function perClassAccuracy(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): (number | undefined)[] {
  const counts = confusionMatrix(labels, predictions, classes);
  return Array.from({ length: classes }, (_, c) => {
    const row = counts.subarray(c * classes, (c + 1) * classes);
    const images = row.reduce((sum, count) => sum + count, 0);
    return images === 0 ? undefined : row[c]! / images;
  });
}
