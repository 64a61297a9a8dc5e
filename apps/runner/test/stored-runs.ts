import { join } from 'node:path';

import {
  type Evidence,
  type Predictions,
  type Provenance,
  type RunIdentity,
  runKey,
  type RunResult,
  Tracker,
} from '@shotbench/tracker';

import { temporaryFolder } from './shotbench.ts';

export const PLACE: Provenance = {
  ...{ commit: null, dirty: null, versions: { shotbench: '0.1.0' }, host: 'bench', processor: 'one', threads: 2 },
  ...{ node: 'v20', platform: 'linux', command: 'shotbench run', memoryBytes: 2 ** 33, gpus: [] },
};

export const IDENTITY: RunIdentity = {
  ...{
    method: 'taskres',
    methodVersion: 1,
    config: {},
    protocol: 'fixed',
    dataset: 'animals',
    datasetHash: 'ab'.repeat(32),
  },
  ...{ backbone: 'made up', shots: 4, seed: 1, engine: { executor: 'onnx', precision: 'float32', version: 2 } },
};

/** A run that is done with an accuracy. */
export interface StoredRun {
  readonly accuracy: number;
  readonly identity?: Partial<RunIdentity>;
  readonly variant?: string;
  readonly result?: Partial<RunResult>;
  readonly evidence?: Evidence;
  readonly provenance?: Partial<Provenance>;
}

/** A results file with these runs, all done; their keys in the same order. */
export function storedRuns(runs: readonly StoredRun[]): { file: string; folder: string; keys: string[] } {
  const folder = temporaryFolder();
  const file = join(folder, 'results.sqlite');
  const tracker = Tracker.open(file, { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), isAlive: () => true });
  const keys = runs.map(({ accuracy, identity, variant = '', result, evidence, provenance }) => {
    const cell = { identity: { ...IDENTITY, ...identity }, variant };
    const key = runKey(cell.identity);
    tracker.enqueue([cell], 'command line');
    tracker.claim([key], 'me', { ...PLACE, ...provenance });
    const measured = {
      metrics: {},
      details: {},
      trainableParameters: 32,
      fitSeconds: 1,
      evaluateSeconds: 2,
      testCount: 4,
    };
    tracker.complete(key, 'me', { accuracy, ...measured, ...result }, evidence);
    return key;
  });
  tracker.close();
  return { file, folder, keys };
}

/** Predictions of images with these labels among four classes, confident to 0.75. */
export function predicted(labels: readonly number[], classes: readonly number[], part = ''): Predictions {
  const values = Float32Array.from(labels, () => 0.75);
  const testSet = {
    classNames: ['ant', 'bee', 'cat', 'dog'],
    labels: Uint16Array.from(labels),
    ids: labels.map((_, i) => `${i}.png`),
  };
  return { part, testSet, classes: Uint16Array.from(classes), confidences: values, margins: values };
}
