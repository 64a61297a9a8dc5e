import { type Provenance, type RunIdentity, runKey, type RunResult, Tracker } from '../src/index.ts';
import { cellWith, provenance } from './fixtures.ts';

/** A tracker whose file lies in memory. */
export function newTracker(): Tracker {
  return Tracker.open(':memory:', { now: () => 1000, isAlive: () => true });
}

/** Plans a run and, where there is a result, records it as computed on a machine. */
export function recordCost(
  tracker: Tracker,
  changes: Partial<RunIdentity>,
  result: Partial<RunResult> | undefined,
  machine: Partial<Provenance> = {},
): void {
  const cell = cellWith(changes);
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  if (result === undefined) return;
  tracker.claim([key], 'me', { ...provenance, ...machine });
  tracker.complete(key, 'me', {
    ...{ accuracy: 50, metrics: {}, details: {}, trainableParameters: 10 },
    ...{ fitSeconds: 1, evaluateSeconds: 1, testCount: 100 },
    ...result,
  });
}
