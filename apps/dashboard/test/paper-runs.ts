import { baseToNovelScore, type RunIdentity, runKey, targetScore, type Tracker } from '@shotbench/tracker';

import { cellWith, PROVENANCE } from './sample-results.ts';

/** Images in the test split of DTD, without all of which a number is not a paper's. */
const DTD_TEST_IMAGES = 1692;

interface PaperRun extends Partial<RunIdentity> {
  readonly accuracy: number;
  readonly metrics?: Readonly<Record<string, number>>;
}

export function recordPaperRun(tracker: Tracker, { accuracy, metrics = {}, ...identity }: PaperRun): void {
  const cell = cellWith({ dataset: 'dtd', ...identity });
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  tracker.claim([key], 'me', PROVENANCE);
  const spent = { trainableParameters: 0, fitSeconds: 1, evaluateSeconds: 1, testCount: DTD_TEST_IMAGES };
  tracker.complete(key, 'me', { accuracy, metrics, details: {}, ...spent });
}

/**
 * Runs on DTD with RN50, where papers print 63.70 for CoOp, 65.96 for CLIP-Adapter, 66.75 for Tip-Adapter-F and 42.32 for zero-shot CLIP at
 * 16 shots: within the interval of ours, off, of other settings than the source's, and within a point.
 */
export function fillPaperRuns(tracker: Tracker): void {
  [62.5, 63, 63.5].forEach((accuracy, i) => recordPaperRun(tracker, { method: 'coop', accuracy, seed: i + 1 }));
  recordPaperRun(tracker, { method: 'clip-adapter', accuracy: 60.1 });
  recordPaperRun(tracker, { method: 'tip-adapter-f', accuracy: 64, protocol: 'few-shot-val' });
  for (const shots of [1, 16]) recordPaperRun(tracker, { method: 'zero-shot', accuracy: 42.3, shots, seed: null });
  recordPaperRun(tracker, { method: 'coop', accuracy: 70, dataset: 'my-own' });
}

/** Runs of the other evaluations: two methods each. */
export function fillEvaluations(tracker: Tracker): void {
  ['coop', 'kgcoop'].forEach((method, m) => {
    for (const dataset of ['dtd', 'eurosat']) {
      for (const seed of [1, 2]) {
        const score = baseToNovelScore(70 + seed + 3 * m, 55 - seed - 4 * m);
        recordPaperRun(tracker, { method, dataset, seed, evaluation: { kind: 'base-to-novel' }, ...score });
        const targets = ['imagenet-a', 'imagenetv2'].map((name) => ({ name, hash: name }));
        const shifted = targetScore(63 + m, { 'imagenet-a': 23 + seed, imagenetv2: 55 - m + seed });
        recordPaperRun(tracker, { method, dataset, seed, evaluation: { kind: 'shifted', targets }, ...shifted });
      }
    }
  });
}
