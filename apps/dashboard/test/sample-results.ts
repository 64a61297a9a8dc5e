import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Cell, type Provenance, type RunIdentity, runKey, Tracker } from '@shotbench/tracker';
import { onTestFinished } from 'vitest';

export const PROVENANCE: Provenance = {
  ...{ commit: null, dirty: null, versions: {}, host: 'bench-1', processor: 'a processor' },
  ...{ threads: 2, node: 'v20.20.2', platform: 'linux-x64' },
};

/** A percentage if the run is done. */
export type Outcome = number | 'failed' | 'running' | 'queued';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A writer of a new results file. */
export function newDatabase(file = join(temporaryFolder(), 'runs.sqlite')): { file: string; tracker: Tracker } {
  const tracker = Tracker.open(file, { now: () => 1000, isAlive: () => undefined });
  onTestFinished(() => tracker.close());
  return { file, tracker };
}

export function cellWith(changes: Partial<RunIdentity> = {}): Cell {
  const { dataset = 'pets', backbone = 'RN50' } = changes;
  const identity: RunIdentity = {
    ...{ method: 'taskres', methodVersion: 1, config: {}, protocol: 'fixed', dataset, backbone },
    ...{ datasetHash: `hash of ${dataset} on ${backbone}`, shots: 16, seed: 1 },
    engine: { executor: 'onnx', precision: 'float32', version: 1 },
    ...changes,
  };
  return { identity, variant: '' };
}

/** Plans a run and brings it to its outcome, as the runner does. */
export function record(tracker: Tracker, outcome: Outcome, changes: Partial<RunIdentity> = {}): void {
  const cell = cellWith(changes);
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  if (outcome === 'queued') return;
  tracker.claim([key], 'me', PROVENANCE);
  if (outcome === 'failed') tracker.fail(key, 'me', { code: 'DIVERGED', message: 'the loss is NaN' });
  if (typeof outcome !== 'number') return;
  const numbers = { trainableParameters: 10, fitSeconds: 1, evaluateSeconds: 1, testCount: 100 };
  tracker.complete(key, 'me', { accuracy: outcome, metrics: {}, details: {}, ...numbers });
}

/** Like {@link record}, for the seeds 1, 2, … */
export function recordSeeds(tracker: Tracker, outcomes: readonly Outcome[], changes: Partial<RunIdentity> = {}): void {
  outcomes.forEach((outcome, index) => record(tracker, outcome, { ...changes, seed: index + 1 }));
}
