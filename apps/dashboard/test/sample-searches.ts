import { type Provenance, type RunIdentity, runKey, type RunResult, type Tracker } from '@shotbench/tracker';

import { cellWith } from './sample-results.ts';

const PROVENANCE: Provenance = {
  ...{ commit: null, dirty: null, versions: {}, host: 'bench-1', processor: 'a processor' },
  ...{ threads: 2, node: 'v20.20.2', platform: 'linux-x64' },
};

/** Records a done run with a result of its own, and returns its key. */
export function recordResult(
  tracker: Tracker,
  changes: Partial<RunIdentity>,
  result: Partial<RunResult>,
  machine: Partial<Provenance> = {},
): string {
  const cell = cellWith(changes);
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  tracker.claim([key], 'me', { ...PROVENANCE, ...machine });
  const numbers = { trainableParameters: 10, fitSeconds: 1, evaluateSeconds: 1, testCount: 100 };
  tracker.complete(key, 'me', { accuracy: 50, metrics: {}, details: {}, ...numbers, ...result });
  return key;
}

const RATES = [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1];
const ALPHAS = [0.1, 0.3, 0.5, 1];
const DECAYS = ['none', 'cosine'];

/** The trials of a grid whose best is in the middle, and whose greatest rate diverges without a schedule. */
export function gridTrials(seed: number) {
  return RATES.flatMap((learningRate, i) =>
    ALPHAS.flatMap((alpha, j) =>
      DECAYS.map((schedule, k) => {
        const settings = { learningRate, alpha, schedule };
        if (i === 5 && k === 0) return { settings, diverged: 'the loss is NaN' };
        const wobble = ((seed * 7 + i * 5 + j * 3 + k) % 11) / 10;
        const validationAccuracy = 70 - 3 * (i - 3) ** 2 - 2 * (j - 2) ** 2 + k + wobble;
        return { settings, validationAccuracy, validationLoss: 5 - validationAccuracy / 20, details: { steps: 100 } };
      }),
    ),
  );
}

/** Records a searched run; its key. */
export function recordSearch(tracker: Tracker, changes: Partial<RunIdentity> = {}): string {
  const seed = changes.seed ?? 1;
  const trials = gridTrials(seed);
  const best = trials.reduce((a, b) => ((b.validationAccuracy ?? 0) > (a.validationAccuracy ?? 0) ? b : a));
  const { settings: chosen, validationAccuracy = 0, validationLoss = 0 } = best;
  const details = { search: { chosen, validationAccuracy, validationLoss, trials } };
  const identity = { method: 'taskres-search', protocol: 'few-shot-val' as const, seed, ...changes };
  return recordResult(tracker, identity, { accuracy: 61 + seed / 4, details: details });
}
