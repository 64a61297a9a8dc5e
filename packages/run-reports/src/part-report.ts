import { expectedCalibrationError, perClassAccuracy } from '@shotbench/statistics';
import type { Predictions } from '@shotbench/tracker';

/** How often the images of one class are taken for it. */
export interface ClassAccuracy {
  readonly name: string;
  /** Percent. */
  readonly accuracy: number;
  /** Test images of the class. */
  readonly images: number;
}

/** What predictions say of one set of test images. */
export interface PartReport {
  /** `''` for the run's own classes; see `Predictions`. */
  readonly part: string;
  readonly images: number;
  /** Percent. */
  readonly accuracy: number;
  /** Expected calibration error of 15 bins, in percent. */
  readonly calibrationError: number;
  /** Classes that have test images, from the least accurate on; those that are equal stand in the order of the set. */
  readonly classes: readonly ClassAccuracy[];
}

/** Accuracy, calibration and classes of stored predictions; undefined where there are no images. */
export function partReport({ part, testSet, classes, confidences }: Predictions): PartReport | undefined {
  const { labels, classNames } = testSet;
  if (labels.length === 0) return undefined;
  const correct = Array.from(labels, (label, i) => classes[i] === label);
  const counts = new Int32Array(classNames.length);
  for (const label of labels) counts[label]!++;
  const named = perClassAccuracy(labels, classes, classNames.length).flatMap((accuracy, c) =>
    accuracy === undefined ? [] : [{ name: classNames[c]!, accuracy: 100 * accuracy, images: counts[c]! }],
  );
  return {
    part,
    images: labels.length,
    accuracy: (100 * correct.filter(Boolean).length) / labels.length,
    calibrationError: 100 * expectedCalibrationError(confidences, correct),
    classes: named.sort((a, b) => a.accuracy - b.accuracy),
  };
}
