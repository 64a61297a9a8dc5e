import type { Predictions, Tracker } from '@shotbench/tracker';

import { isSameTestSet } from './compare-parts.ts';

/** The predictions of two runs, part by part. */
export interface PredictionPairs {
  /** Of the same test images. */
  readonly pairs: readonly (readonly [first: Predictions, second: Predictions])[];
  /** Parts that cannot be compared, with the reason. */
  readonly incomparable: readonly { readonly part: string; readonly reason: string }[];
}

/** What is stored of two runs for the same test images, by part. */
export function pairedPredictions(tracker: Tracker, first: string, second: string): PredictionPairs {
  const partsOf = (key: string): ReadonlyMap<string, Predictions> =>
    new Map(tracker.predictions(key).map((one) => [one.part, one]));
  const [a, b] = [partsOf(first), partsOf(second)];
  const pairs: (readonly [Predictions, Predictions])[] = [];
  const incomparable: { part: string; reason: string }[] = [];
  for (const part of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    const [one, other] = [a.get(part), b.get(part)];
    if (one && other && isSameTestSet(one, other)) pairs.push([one, other]);
    else incomparable.push({ part, reason: one && other ? 'the test images differ' : 'only one run has predictions' });
  }
  return { pairs, incomparable };
}
