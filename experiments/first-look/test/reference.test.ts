import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { accuracy, epochBatches, fewShotTask, predict, stackViews, unitRows } from '@shotbench/few-shot';
import { findMethod } from '@shotbench/method-registry';
import { trainResidual } from '@shotbench/method-taskres';
import { warmupCosine } from '@shotbench/tensor';
import { afterAll, describe, expect, it } from 'vitest';

import { experiment } from '../experiment.ts';

/** Real features and what independent PyTorch and scikit-learn code reaches on them; beside the repository, never in it. */
const shared = join(import.meta.dirname, '..', '..', '..', '..', 'shared');
const features = join(shared, 'data', 'real-clip-vitb32');
const references = join(shared, 'reference-runs');
const there = existsSync(features) && existsSync(references);

interface Result {
  readonly dataset: string;
  readonly shots: number;
  readonly method: string;
  readonly accuracy: number;
}

interface Trajectory {
  readonly dataset: string;
  readonly shots: number;
  readonly method: string;
  readonly steps: number;
  readonly losses: Readonly<Record<string, number>>;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(references, file), 'utf8')) as T;
}

/** How far the mean over seeds may be from that of the reference, in points. */
const TOLERANCE: Readonly<Record<string, number>> = { 'zero-shot': 0.01, 'linear-probe': 0.7, taskres: 0.7 };

describe.skipIf(!there)(`first-look (skipped where ${features} is absent)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-first-look-'));
  const cache = new FeatureCache(folder);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const imported = (name: string) => {
    cache.importFolder(join(features, name), { name });
    return cache.open(name);
  };
  const cells = experiment.features.flatMap((dataset) =>
    experiment.methods.flatMap(({ method }) => experiment.shots.map((shots) => ({ dataset, method, shots }))),
  );

  it.each(cells)(
    '$method on $dataset at $shots shots',
    { timeout: 300_000 },
    async ({ dataset, method: id, shots }) => {
      const expected = read<{ rows: Result[] }>('results.json').rows.filter(
        (row) => dashed(row.dataset) === dataset && dashed(row.method) === id && row.shots === shots,
      );
      expect(expected.length).toBeGreaterThan(0);
      const method = findMethod(id);
      const set = imported(dataset);
      const test = unitRows(set.test(shots), set.featureDim);
      const accuracies: number[] = [];
      for (const seed of method.usesSeed ? experiment.seeds : [0]) {
        const classifier = await method.fit(fewShotTask(set, shots), method.config.parse({}), { execution: {}, seed });
        accuracies.push(accuracy(predict(await classifier.logits(test.features)), test.labels));
      }
      const difference = mean(accuracies) - mean(expected.map((row) => row.accuracy));
      expect(Math.abs(difference)).toBeLessThanOrEqual(TOLERANCE[id]!);
    },
  );

  const trajectories = there
    ? read<{ runs: Trajectory[] }>('trajectories.json').runs.filter(({ method }) => method.startsWith('taskres'))
    : [];
  it.each(trajectories)('loss curve of $method on $dataset at $shots shots', async (trajectory) => {
    const { method, shots, steps, losses: expected } = trajectory;
    const set = imported(dashed(trajectory.dataset));
    const { train, text, logitScale } = fewShotTask(set, shots);
    const factor = method === 'taskres_t9' ? 9 : 1;
    const epochs = shots <= 4 ? 100 : 200;
    const { indices, stepsPerEpoch } = epochBatches({ count: train.labels.length, batchSize: 256, epochs });
    const { losses } = await trainResidual({
      images: stackViews({ views: [train.centre], labels: train.labels }),
      text: { ...text!.normalized, data: text!.normalized.data.map((value) => value * factor) },
      alpha: 0.5,
      logitScale,
      weightDecay: 5e-4,
      indices,
      learningRates: warmupCosine({ learningRate: 2e-3, epochs, stepsPerEpoch }),
      context: {},
    });
    expect(losses.length).toBe(steps);
    for (const [step, loss] of Object.entries(expected)) {
      expect(Math.abs(losses[Number(step)]! - loss) / loss, `step ${step}`).toBeLessThanOrEqual(1e-3);
    }
  });
});

function dashed(name: string): string {
  return name.replaceAll('_', '-');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
