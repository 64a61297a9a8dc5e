import {
  type ExternalRun,
  type Predictions,
  type Provenance,
  type RunError,
  runKey,
  type Tracker,
} from '@shotbench/tracker';

import { cellWith } from './sample-results.ts';

export const PLACE: Provenance = {
  ...{ commit: 'c0ffee1', dirty: true, versions: { shotbench: '0.1.0' }, host: 'bench-1', processor: 'a processor' },
  ...{
    threads: 2,
    node: 'v20.20.2',
    platform: 'linux-x64',
    command: 'shotbench run --features pets',
    memoryBytes: 2 ** 33,
  },
  ...{ gpus: [], diff: 'diff --git a/fit.ts b/fit.ts\n-rate = 0.1\n+rate = 0.2\n' },
};

const METHODS = ['clip-adapter', 'coop', 'taskres', 'tip-adapter', 'zero-shot'];
const DATASETS = ['caltech101', 'dtd', 'eurosat', 'oxford-pets', 'stanford-cars'];
const SHOTS = [1, 2, 4, 8, 16];

/** Up to 5,000 done runs: 5 methods × 5 datasets × 2 backbones × 5 shot counts × 20 seeds, whose accuracies are all different. */
export function fillManyRuns(tracker: Tracker, count = 5000): void {
  const runs: ExternalRun[] = [];
  for (const method of METHODS) {
    for (const dataset of DATASETS) {
      for (const backbone of ['RN50', 'ViT-B/32']) {
        for (const shots of SHOTS) {
          for (let seed = 1; seed <= 20 && runs.length < count; seed++) {
            const numbers = {
              trainableParameters: 1024 * shots,
              fitSeconds: shots,
              evaluateSeconds: 0.5,
              testCount: 100,
            };
            const accuracy = 30 + ((runs.length * 7919) % 5000) / 100;
            const result = { accuracy, metrics: {}, details: {}, ...numbers, peakMemoryBytes: 2 ** 28 };
            runs.push({ ...cellWith({ method, dataset, backbone, shots, seed }), result, provenance: PLACE });
          }
        }
      }
    }
  }
  tracker.record(runs, 'many');
}

/** Predictions of nine images of three classes, one of which is never right. */
export function samplePredictions(part = ''): Predictions {
  const values = Float32Array.from({ length: 9 }, () => 0.75);
  return {
    part,
    testSet: { classNames: ['Abyssinian', 'Bengal', 'Birman'], labels: Uint16Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2) },
    classes: Uint16Array.of(0, 0, 0, 1, 1, 0, 0, 1, 0),
    confidences: values,
    margins: values,
  };
}

/** Settings of `taskres`, all but alpha its defaults. */
const TASKRES = {
  ...{ alpha: 1, learnAlpha: false, side: 'text', base: 'regular', learningRate: 2e-3, epochs: null, batchSize: 256 },
  ...{ weightDecay: 5e-4, warmupEpochs: 1, warmupLearningRate: 1e-5, baseEpochs: 50, baseLearningRate: 1e-4 },
  ...{ textNorm: null, imageNorm: null },
};

/** Runs `taskres` with alpha 1 on `pets`, seed 1, with everything that can be kept of a run; returns its key. */
export function recordFullRun(tracker: Tracker): string {
  const cell = { ...cellWith({ dataset: 'pets', methodVersion: 2, config: TASKRES }), variant: 'alpha=1' };
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  tracker.claim([key], 'me', PLACE);
  const details = {
    chosen: { alpha: 0.5, beta: null },
    sparsity: { 'text.0': 0.25, 'text.1': 0.5, 'text.2': 0 },
    alphas: Array.from({ length: 20 }, (_, i) => i / 20),
    note: '<b>bold</b>',
  };
  const result = {
    ...{ accuracy: (100 * 5) / 9, metrics: { macroAccuracy: 55.5556 }, details, trainableParameters: 3072 },
    ...{ fitSeconds: 12.5, evaluateSeconds: 0.25, testCount: 9, cpuSeconds: 24, peakMemoryBytes: 2 ** 29 },
  };
  const log = Array.from({ length: 60 }, (_, i) => `epoch ${i + 1} of 60: loss ${(1 / (i + 1)).toFixed(4)}`).join('\n');
  const images = { train: Array.from({ length: 48 }, (_, i) => `train/${i}.jpg`), validation: ['val/0.jpg'] };
  tracker.complete(key, 'me', result, { predictions: [samplePredictions()], images, log });
  return key;
}

/** Runs a cell into an error; returns its key. */
export function recordFailedRun(
  tracker: Tracker,
  error: RunError,
  changes: Parameters<typeof cellWith>[0] = {},
): string {
  const cell = cellWith(changes);
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  tracker.claim([key], 'me', PLACE);
  tracker.fail(key, 'me', error);
  return key;
}
