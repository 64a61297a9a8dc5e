import type { Predictions } from '@shotbench/tracker';

/** The entries of two confusion matrices where one of them is not zero, by label and then by prediction; each list has one item an entry. */
export interface ConfusionComparison {
  /** Indices of class names. */
  readonly labels: readonly number[];
  readonly predictions: readonly number[];
  /** How many images of the label each run takes for the prediction. */
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** Both confusion matrices of two runs on the same images: as many entries as occur, whatever the number of classes. */
export function compareConfusions(first: Predictions, second: Predictions): ConfusionComparison {
  const { labels, classNames } = first.testSet;
  const C = classNames.length;
  const entries = new Map<number, [first: number, second: number]>();
  [first, second].forEach(({ classes }, run) =>
    labels.forEach((label, i) => {
      const place = label * C + classes[i]!;
      const counts = entries.get(place) ?? [0, 0];
      counts[run]!++;
      entries.set(place, counts);
    }),
  );
  const sorted = [...entries].sort(([x], [y]) => x - y);
  return {
    labels: sorted.map(([place]) => Math.floor(place / C)),
    predictions: sorted.map(([place]) => place % C),
    first: sorted.map(([, counts]) => counts[0]),
    second: sorted.map(([, counts]) => counts[1]),
  };
}
