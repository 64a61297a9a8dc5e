import { expectedCalibrationError, mean } from '@shotbench/statistics';
import type { Predictions } from '@shotbench/tracker';

import { type ClassComparison, compareClasses } from './compare-classes.ts';
import { compareConfusions, type ConfusionComparison } from './compare-confusions.ts';
import { comparePart, type PartNumbers } from './compare-parts.ts';
import { compareSamples, type SampleComparison } from './compare-samples.ts';

/** All that the predictions of two runs for the same test images say of their difference. */
export interface PartDetails extends PartNumbers {
  readonly first: PartScores;
  readonly second: PartScores;
  /** Images that both have right, and that both have wrong, whether or not they take them for the same. */
  readonly bothRight: number;
  readonly bothWrong: number;
  /** Whether the test set knows the ids of its images. */
  readonly hasIds: boolean;
  readonly classNames: readonly string[];
  readonly classes: readonly ClassComparison[];
  readonly confusions: ConfusionComparison;
  readonly samples: SampleComparison;
}

/** Percent. */
export interface PartScores {
  readonly accuracy: number;
  /** Expected calibration error of 15 bins. */
  readonly calibrationError: number;
  /** Mean probability of the predicted classes. */
  readonly confidence: number;
}

/** Compares predictions of the same test images in all that can be said; undefined where there are none. */
export function partDetails(first: Predictions, second: Predictions): PartDetails | undefined {
  const { labels, classNames, ids } = first.testSet;
  if (labels.length === 0) return undefined;
  const bothRight = labels.filter((label, i) => first.classes[i] === label && second.classes[i] === label).length;
  const numbers = comparePart(first, second);
  return {
    ...numbers,
    first: scoresOf(first),
    second: scoresOf(second),
    bothRight,
    bothWrong: labels.length - bothRight - numbers.onlyFirstRight - numbers.onlySecondRight,
    hasIds: ids !== undefined,
    classNames,
    classes: compareClasses(first, second),
    confusions: compareConfusions(first, second),
    samples: compareSamples(first, second),
  };
}

function scoresOf({ testSet: { labels }, classes, confidences }: Predictions): PartScores {
  const correct = Array.from(labels, (label, i) => Number(classes[i] === label));
  return {
    accuracy: 100 * mean(correct),
    calibrationError: 100 * expectedCalibrationError(confidences, correct),
    confidence: 100 * mean([...confidences]),
  };
}
