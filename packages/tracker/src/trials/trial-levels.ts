import type { Trial } from './trials-table.ts';

/** How good each trial is among these by its validation accuracy: 0 … 1; those without one are lowest. */
export function trialLevels(trials: readonly Trial[]): number[] {
  const known = trials.flatMap(({ validationAccuracy }) => validationAccuracy ?? []);
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const most = known.reduce((a, b) => Math.max(a, b), -Infinity);
  return trials.map(({ validationAccuracy }) => {
    if (validationAccuracy === null) return 0;
    return most === least ? 1 : (validationAccuracy - least) / (most - least);
  });
}

/** The places of the trials in the order in which they are drawn: the best on top, and what was chosen over all. */
export function upwards(trials: readonly Trial[], levels: readonly number[]): number[] {
  return [...trials.keys()].sort(
    (i, j) => Number(trials[i]!.chosen) - Number(trials[j]!.chosen) || levels[i]! - levels[j]!,
  );
}
