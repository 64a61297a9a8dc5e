import { mcnemar, perClassAccuracy } from '@shotbench/statistics';
import type { Predictions } from '@shotbench/tracker';

/** Samples that are named; the rest are counted. */
const NAMED_SAMPLES = 10;

/** How two runs differ on the same test images. */
export interface PartComparison {
  /** See `Predictions`. */
  readonly part: string;
  readonly images: number;
  /** Images that they take for different classes. */
  readonly disagreements: number;
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  /** McNemar's exact two-sided p-value. */
  readonly p: number;
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

/** Compares predictions of one part; undefined where they are not of the same test images. */
export function compareParts(first: Predictions, second: Predictions): PartComparison | undefined {
  const { testSet, part } = first;
  if (!isSameTestSet(first, second)) return undefined;
  const { labels, classNames, ids } = testSet;
  const nameOf = (c: number): string => classNames[c]!;
  const differing = [...labels.keys()].filter((i) => first.classes[i] !== second.classes[i]);
  const onlyFirstRight = differing.filter((i) => first.classes[i] === labels[i]).length;
  const onlySecondRight = differing.filter((i) => second.classes[i] === labels[i]).length;
  return {
    part,
    images: labels.length,
    disagreements: differing.length,
    onlyFirstRight,
    onlySecondRight,
    p: mcnemar(onlyFirstRight, onlySecondRight),
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
  const { labels, classNames } = first.testSet;
  const [a, b] = [first, second].map(({ classes }) => perClassAccuracy(labels, classes, classNames.length)) as [
    (number | undefined)[],
    (number | undefined)[],
  ];
  return classNames
    .flatMap((name, c) =>
      a[c] === undefined || b[c] === undefined ? [] : [{ name, first: 100 * a[c], second: 100 * b[c] }],
    )
    .filter((difference) => difference.first !== difference.second)
    .sort((x, y) => Math.abs(y.second - y.first) - Math.abs(x.second - x.first));
}

function isSameTestSet({ testSet: a }: Predictions, { testSet: b }: Predictions): boolean {
  const isSame = (x: ArrayLike<unknown>, y: ArrayLike<unknown>): boolean =>
    x.length === y.length && Array.prototype.every.call(x, (value, i) => value === y[i]);
  return isSame(a.labels, b.labels) && isSame(a.classNames, b.classNames) && isSame(a.ids ?? [], b.ids ?? []);
}
