import { countDiscordant, mcnemar } from '@shotbench/statistics';
import type { Predictions } from '@shotbench/tracker';

import { compareClasses } from './compare-classes.ts';

/** Samples that are named; the rest are counted. */
const NAMED_SAMPLES = 10;

/** How often two runs differ on the same test images. */
export interface PartNumbers {
  /** See `Predictions`. */
  readonly part: string;
  readonly images: number;
  /** Images that they take for different classes. */
  readonly disagreements: number;
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  /** McNemar's exact two-sided p-value. */
  readonly p: number;
}

/** How two runs differ on the same test images, briefly. */
export interface PartComparison extends PartNumbers {
  /** The first of the images on which they disagree. */
  readonly samples: readonly Disagreement[];
  /** Classes whose accuracies differ, by how much. */
  readonly classes: readonly ClassDifference[];
}

export interface Disagreement {
  /** Id of the image, or its row where the feature set does not know ids. */
  readonly image: string;
  readonly label: string;
  readonly first: string;
  readonly second: string;
}

/** Percent. */
export interface ClassDifference {
  readonly name: string;
  readonly first: number;
  readonly second: number;
}

/** Counts and tests where two runs differ; both predictions are of the same images. */
export function comparePart(first: Predictions, second: Predictions): PartNumbers {
  const { testSet, part } = first;
  const { labels } = testSet;
  const { onlyFirstRight, onlySecondRight } = countDiscordant(first.classes, second.classes, labels);
  return {
    part,
    images: labels.length,
    disagreements: first.classes.filter((one, i) => one !== second.classes[i]).length,
    onlyFirstRight,
    onlySecondRight,
    p: mcnemar(onlyFirstRight, onlySecondRight),
  };
}

/** Compares predictions of the same images, and names a few of those on which they disagree. */
export function compareParts(first: Predictions, second: Predictions): PartComparison {
  const { labels, classNames, ids } = first.testSet;
  const nameOf = (c: number): string => classNames[c]!;
  const differing = [...labels.keys()].filter((i) => first.classes[i] !== second.classes[i]);
  return {
    ...comparePart(first, second),
    samples: differing.slice(0, NAMED_SAMPLES).map((i) => ({
      image: ids?.[i] ?? `row ${i}`,
      label: nameOf(labels[i]!),
      first: nameOf(first.classes[i]!),
      second: nameOf(second.classes[i]!),
    })),
    classes: classDifferences(first, second),
  };
}

function classDifferences(first: Predictions, second: Predictions): ClassDifference[] {
  return compareClasses(first, second)
    .filter((one) => one.first !== one.second)
    .sort((x, y) => Math.abs(y.second - y.first) - Math.abs(x.second - x.first))
    .map(({ name, first: before, second: after }) => ({ name, first: before, second: after }));
}

/** Whether two predictions are of the same images in the same order, and of the same classes. */
export function isSameTestSet({ testSet: a }: Predictions, { testSet: b }: Predictions): boolean {
  const isSame = (x: ArrayLike<unknown>, y: ArrayLike<unknown>): boolean =>
    x.length === y.length && Array.prototype.every.call(x, (value, i) => value === y[i]);
  return isSame(a.labels, b.labels) && isSame(a.classNames, b.classNames) && isSame(a.ids ?? [], b.ids ?? []);
}
