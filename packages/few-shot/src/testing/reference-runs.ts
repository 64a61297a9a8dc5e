import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FeatureCache, type FeatureSet } from '@shotbench/feature-cache';
import { afterAll, describe, expect, it } from 'vitest';

import { accuracy, predict } from '../accuracy.ts';
import type { Classifier, Method } from '../method.ts';
import { protocolOf } from '../protocol.ts';
import { fewShotTask, unitRows } from '../task.ts';

/** Real CLIP features and what independent PyTorch code reaches on them: beside the repository, never in it. */
const SHARED = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared');
const FEATURES = join(SHARED, 'data', 'real-clip-vitb32');
const RUNS = join(SHARED, 'reference-runs');
const isThere = existsSync(FEATURES) && existsSync(RUNS);

/** A dataset under the name of its folder, and a shot count. */
export type ReferenceCell = readonly [dataset: string, shots: number];

/** All cells with text that have results for every method. */
export const REFERENCE_CELLS: readonly ReferenceCell[] = ['dtd', 'caltech101', 'oxford-pets'].flatMap((dataset) =>
  [1, 2, 4, 8, 16].map((shots) => [dataset, shots] as const),
);

interface ReferenceResult {
  readonly dataset: string;
  readonly shots: number;
  readonly method: string;
  /** null for methods without randomness. */
  readonly seed: number | null;
  readonly accuracy: number;
  readonly hyper: Readonly<Record<string, unknown>>;
}

/** A loss curve without randomness: rows in order, epochs cut without shuffling. */
export interface Trajectory {
  readonly dataset: string;
  readonly shots: number;
  readonly method: string;
  readonly steps: number;
  /** Loss before the update of some steps. */
  readonly losses: Readonly<Record<string, number>>;
}

export interface ReferenceRuns {
  /** The method's name in the results. */
  readonly named: string;
  /** Settings that make the method what was run. */
  readonly settings?: object;
  /** How far each seed may be from the same seed of the reference, in points: batches and initial values are drawn as PyTorch draws them. */
  readonly tolerance: number;
  readonly cells: readonly ReferenceCell[];
  /** Compares more than the accuracy. */
  readonly check?: (classifier: Classifier, hyper: Readonly<Record<string, unknown>>) => void;
}

/** Tests that the method agrees with independent runs on real features; skipped, with a line that says so, where these are absent. */
export function describeReferenceRuns<Config>(method: Method<Config>, runs: ReferenceRuns): void {
  describeWithFeatures(`${method.id} agrees with the reference's ${runs.named}`, (open) => {
    const config = method.config.parse(runs.settings ?? {});
    it.each(runs.cells)('on %s at %i shots', { timeout: 600_000 }, async (dataset, shots) => {
      const expected = resultsOf(runs.named, dataset, shots);
      const set = open(dataset);
      const test = unitRows(set.test(shots), set.featureDim);
      for (const row of expected) {
        const seed = row.seed ?? 0;
        const task = fewShotTask(set, shots, seed, protocolOf(method, config));
        const classifier = await method.fit(task, config, { execution: {}, seed });
        const [ours, theirs] = [accuracy(predict(await classifier.logits(test.features)), test.labels), row.accuracy];
        console.log(
          `${method.id} ${dataset} ${shots}, seed ${row.seed}: ${ours.toFixed(2)}, reference ${theirs.toFixed(2)}`,
        );
        runs.check?.(classifier, row.hyper);
        expect(Math.abs(ours - theirs), `${ours} and ${theirs}`).toBeLessThanOrEqual(runs.tolerance);
      }
    });
  });
}

/** Tests that the losses of a training equal the reference's curves to 1e-3. */
export function describeReferenceCurves(
  names: readonly string[],
  train: (set: FeatureSet, trajectory: Trajectory) => Promise<ArrayLike<number>>,
): void {
  describeWithFeatures(`loss curves of ${names.join(', ')}`, (open) => {
    const runs = isThere ? read<{ runs: Trajectory[] }>('trajectories.json').runs : [];
    const wanted = runs.filter(({ method }) => names.includes(method));
    it.each(wanted)('$method on $dataset at $shots shots', { timeout: 600_000 }, async (trajectory) => {
      const losses = await train(open(dashed(trajectory.dataset)), trajectory);
      expect(losses.length).toBe(trajectory.steps);
      for (const [step, loss] of Object.entries(trajectory.losses)) {
        expect(Math.abs(losses[Number(step)]! - loss) / loss, `step ${step}`).toBeLessThanOrEqual(1e-3);
      }
    });
  });
}

function describeWithFeatures(title: string, body: (open: (dataset: string) => FeatureSet) => void): void {
  describe.skipIf(!isThere)(`${title} (skipped where ${FEATURES} is absent)`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'shotbench-reference-'));
    const cache = new FeatureCache(folder);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    body((dataset) => {
      if (!cache.info(dataset)) cache.importFolder(join(FEATURES, dataset), { name: dataset });
      return cache.open(dataset);
    });
  });
}

function resultsOf(method: string, dataset: string, shots: number): ReferenceResult[] {
  const rows = read<{ rows: ReferenceResult[] }>('results.json').rows.filter(
    (row) => row.method === method && dashed(row.dataset) === dataset && row.shots === shots,
  );
  expect(rows.length, `results of ${method} on ${dataset} at ${shots} shots`).toBeGreaterThan(0);
  return rows;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(RUNS, file), 'utf8')) as T;
}

function dashed(name: string): string {
  return name.replaceAll('_', '-');
}
