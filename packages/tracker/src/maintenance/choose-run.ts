import { canonicalJson, type JsonValue } from '@shotbench/content-hash';

import type { RunState } from '../run.ts';
import type { RunColumns, StoredRun } from './stored-run.ts';

/** What to do about a run that both databases have. */
export type Choice = 'ours' | 'theirs' | 'disagreement';

/**
 * Which of two rows of the same run tells more. The first rule that tells them apart decides:
 *
 * 1. the one that knows of the later taking back (`invalidate`): what the other holds was taken back, or may have been;
 * 2. its state: done, then held by somebody now, failed, unfinished, and invalid, which all others have gone on from;
 * 3. of two results with other numbers neither: they are reported;
 * 4. the one with predictions, then the one that was finished earlier, then the order of their columns' text.
 *
 * These are orders of rows, so that however many databases are merged, and in whatever order, the same row is left.
 */
export function chooseRun(ours: StoredRun, theirs: StoredRun): Choice {
  const later = (theirs.takenBackAt ?? -Infinity) - (ours.takenBackAt ?? -Infinity);
  if (later > 0) return 'theirs';
  if (later < 0) return 'ours';
  const rank = RANKS[theirs.columns.state] - RANKS[ours.columns.state];
  if (rank !== 0) return rank > 0 ? 'theirs' : 'ours';
  if (RANKS[ours.columns.state] === RANKS.queued) return 'ours';
  if (ours.columns.state === 'done' && !haveSameNumbers(ours.columns, theirs.columns)) return 'disagreement';
  return isBefore(theirs, ours) ? 'theirs' : 'ours';
}

/** Whether one of two results with the same standing comes first, whatever their numbers. */
export function isBefore(one: StoredRun, other: StoredRun): boolean {
  if (one.hasPredictions !== other.hasPredictions) return one.hasPredictions;
  const [a, b] = [one.columns.finished_at ?? 0, other.columns.finished_at ?? 0];
  return a === b ? textOf(one.columns) < textOf(other.columns) : a < b;
}

/** Whether two results are of the same accuracy, metrics and number of test images, to the last digit. */
export function haveSameNumbers(one: RunColumns, other: RunColumns): boolean {
  return one.accuracy === other.accuracy && one.metrics === other.metrics && one.test_count === other.test_count;
}

const RANKS: Readonly<Record<RunState, number>> = {
  ...{ done: 4, running: 3, failed: 2 },
  ...{ queued: 1, interrupted: 1, stale: 1 },
  invalid: 0,
};

/** Of what a row says of its outcome; who asked for it first is merged whichever row is left. */
function textOf(columns: RunColumns): string {
  const origin = { kind: 0, variant: '', planned_by: '', created_at: 0, attempts: 0 };
  return canonicalJson({ ...(columns as Readonly<Record<string, JsonValue>>), ...origin });
}
