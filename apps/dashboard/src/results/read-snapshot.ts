import type { Tracker } from '@shotbench/tracker';

import { Snapshot } from './snapshot.ts';

/** All that the results file holds now, under a version that was asked for before. */
export function readSnapshot(tracker: Tracker, version: string): Snapshot {
  return new Snapshot(version, tracker.counts(), tracker.runSummaries(), Date.now());
}
