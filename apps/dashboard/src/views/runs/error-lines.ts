import type { RunSummary, Tracker } from '@shotbench/tracker';

/** The first line of the message of each run that has failed; null for the others. */
export function errorLines(tracker: Tracker, runs: readonly RunSummary[]): (string | null)[] {
  const keys = runs.filter(({ state }) => state === 'failed').map(({ key }) => key);
  // A run may have been queued again since the snapshot was taken.
  const failed = keys.length === 0 ? [] : tracker.runs({ keys, states: ['failed'] });
  const lines = new Map(failed.map(({ key, error }) => [key, error?.message.split('\n')[0] ?? null]));
  return runs.map(({ key }) => lines.get(key) ?? null);
}
