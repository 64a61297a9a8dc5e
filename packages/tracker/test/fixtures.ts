import {
  type Cell,
  type Provenance,
  type RunIdentity,
  runKey,
  type RunResult,
  type RunRow,
  type RunState,
} from '../src/index.ts';

export const provenance: Provenance = {
  commit: '0123abc',
  dirty: false,
  versions: { node: '20.20.2', 'onnxruntime-node': '1.30.0' },
  host: 'bench-1',
  processor: 'a processor',
  threads: 2,
  node: 'v20.20.2',
  platform: 'linux-x64',
};

export const identity: RunIdentity = {
  method: 'taskres',
  methodVersion: 1,
  config: { alpha: 0.5, epochs: 100 },
  protocol: 'fixed',
  dataset: 'pets',
  datasetHash: '11111111aaaaaaaa',
  backbone: 'RN50',
  shots: 16,
  seed: 1,
  engine: { executor: 'onnx', precision: 'float32', version: 1 },
};

/** A cell that differs from the one above in the given fields. */
export function cellWith(changes: Partial<RunIdentity> = {}, variant = ''): Cell {
  return { identity: { ...identity, ...changes }, variant };
}

export function resultOf(accuracy: number): RunResult {
  return {
    accuracy,
    metrics: { top5: 99.5, ece: 0.031 },
    details: { chosen: { alpha: 0.5 }, epochs: [1, 2] },
    trainableParameters: 1024,
    fitSeconds: 1.5,
    evaluateSeconds: 0.25,
    testCount: 3669,
  };
}

/** A row as the tracker reads it: done with the given accuracy, or in the given state. */
export function rowOf(
  outcome: number | Exclude<RunState, 'done'>,
  changes: Partial<RunIdentity> = {},
  { variant = '', createdAt = 1000 } = {},
): RunRow {
  const cell = cellWith(changes, variant);
  const base = { ...cell, key: runKey(cell.identity), plannedBy: 'test', attempts: 1, createdAt, provenance };
  const times = { heartbeatAt: null, startedAt: createdAt, finishedAt: createdAt };
  if (typeof outcome === 'number') {
    return { ...base, ...times, state: 'done', owner: 'me', error: null, result: resultOf(outcome) };
  }
  const error = outcome === 'failed' ? { code: 'DIVERGED', message: 'the loss is NaN' } : null;
  return { ...base, ...times, state: outcome, owner: null, error, result: null };
}

/** One row for each accuracy, under the seeds 1, 2, … */
export function rowsOf(
  outcomes: readonly (number | Exclude<RunState, 'done'>)[],
  changes: Partial<RunIdentity> = {},
  options: { variant?: string; createdAt?: number } = {},
): RunRow[] {
  return outcomes.map((outcome, index) => rowOf(outcome, { seed: index + 1, ...changes }, options));
}
