import { accuracy, type Classifier, type FewShotTask, type FitContext, matrix, predict } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask, withTrainingRows } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { crossModal } from './index.ts';

/**
 * The same in a shorter sweep, because the contract fits some dozen times, on the plain JavaScript executor too; and from random weights, because on its task
 * no weights may be better than the text rows, which are the same for every seed.
 */
const shortened = {
  ...crossModal,
  config: crossModal.config.transform((config) => ({
    ...config,
    initialization: 'random' as const,
    iterations: 250,
    learningRates: [1e-2],
    weightDecays: [0.01],
  })),
};
describeMethodContract(shortened);

const fit = (task: FewShotTask, settings = {}, context: Partial<FitContext> = {}): Promise<Classifier> =>
  crossModal.fit(task, crossModal.config.parse({ iterations: 150, validateEvery: 50, ...settings }), {
    execution: { threads: 1 },
    seed: 1,
    ...context,
  });
const hard = syntheticTask({ spread: 1.8, shots: 8 });
const large = syntheticTask({ spread: 1.8, shots: 8, classes: 20 });

interface TrialDetails {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly iteration: number;
  readonly validationAccuracy: number;
}

describe('cross-modal', () => {
  it('records every training of the sweep, in order, and chooses the first best', async () => {
    const { details } = await fit(large.task, { initialization: 'random' });
    const { trials, ...chosen } = details as unknown as TrialDetails & { trials: TrialDetails[] };
    expect(trials.map((t) => [t.learningRate, t.weightDecay, t.batchSize])).toEqual(
      [1e-3, 1e-4].flatMap((lr) => [0, 0.01, 1e-4].flatMap((wd) => [8, 32].map((size) => [lr, wd, size]))),
    );
    const highest = Math.max(...trials.map((t) => t.validationAccuracy));
    expect(chosen).toEqual(trials.find((t) => t.validationAccuracy === highest));
    for (const { iteration } of trials) expect([0, 50, 100, 150]).toContain(iteration);
    expect(new Set(trials.map((t) => `${t.validationAccuracy} ${t.iteration}`)).size).toBeGreaterThan(1);
  });

  it('records the accuracy that it reaches on the validation images, which is not below zero-shot', async () => {
    for (const { task } of [hard, large]) {
      const classifier = await fit(task);
      const { features, labels } = task.validation;
      const reached = accuracy(predict(await classifier.logits(features)), labels);
      expect(classifier.details['validationAccuracy']).toBeCloseTo(reached, 6);
      const zeroShot = (await fit(task, { iterations: 1, learningRates: [1e-12], warmupLearningRate: 1e-12 })).details;
      expect(reached).toBeGreaterThanOrEqual(zeroShot['validationAccuracy'] as number);
    }
  });

  it('leaves out batches whose halves are not smaller than the images or the texts', async () => {
    const sizes = async (task: FewShotTask) => {
      const { details } = await fit(task, { learningRates: [1e-3], weightDecays: [0] });
      return (details['trials'] as unknown as TrialDetails[]).map((t) => t.batchSize);
    };
    expect(await sizes(large.task)).toEqual([8, 32]);
    expect(await sizes(hard.task)).toEqual([8]);
    expect(await sizes(syntheticTask({ shots: 1, classes: 2 }).task)).toEqual([8]);
  });

  it('learns a class without images from its text, from random weights too', async () => {
    const { task, test } = syntheticTask({ spread: 0.5, shots: 8 });
    const rows = [...task.train.labels.keys()].filter((row) => task.train.labels[row] !== 2);
    const without = withTrainingRows(task, rows);
    const settings = { initialization: 'random', learningRates: [1e-2], weightDecays: [0], iterations: 400 };
    const classifier = await fit(without, settings);
    const predictions = predict(await classifier.logits(test.features));
    const ofClass = [...test.labels.keys()].filter((row) => test.labels[row] === 2);
    const right = ofClass.filter((row) => predictions[row] === 2).length;
    expect(right / ofClass.length).toBeGreaterThan(0.5);
  });

  it('starts from the unit text rows, or from random weights of the size that PyTorch draws', async () => {
    const still = { iterations: 1, learningRates: [1e-12], warmupLearningRate: 1e-12 };
    const { features } = hard.test;
    const { normalized: text } = hard.task.text!;
    const norms = async (settings: object) => {
      // The logits of the unit vectors are the weights, times the logit scale.
      const identity = matrix(
        Float32Array.from({ length: 256 }, (_, i) => (i % 17 === 0 ? 1 : 0)),
        16,
      );
      const { data } = await (await fit(hard.task, { ...still, ...settings })).logits(identity);
      return data.map((value) => value / 100);
    };
    const zeroShot = await (await fit(hard.task, still)).logits(features);
    zeroShot.data.forEach((logit, i) => {
      const [n, c] = [Math.floor(i / 5), i % 5];
      let cosine = 0;
      for (let d = 0; d < 16; d++) cosine += features.data[n * 16 + d]! * text.data[c * 16 + d]!;
      expect(logit).toBeCloseTo(100 * cosine, 3);
    });
    const weights = await norms({ initialization: 'random' });
    // Uniform within ± 1/√16: 80 draws come near the bound, and none is beyond.
    expect(Math.max(...weights)).toBeLessThanOrEqual(0.25);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(-0.25);
    expect(Math.max(...weights)).toBeGreaterThan(0.2);
    expect(Math.min(...weights)).toBeLessThan(-0.2);
  });

  it('serves one shot and images that are zero throughout', async () => {
    const { task, test } = syntheticTask({ shots: 1 });
    const zero = { ...task.train.centre, data: new Float32Array(task.train.centre.data.length) };
    for (const on of [task, { ...task, train: { ...task.train, centre: zero, views: [zero], mean: zero } }]) {
      const { data } = await (await fit(on)).logits(test.features);
      expect(data.every(Number.isFinite)).toBe(true);
    }
  });

  it('does not take validation images of another protocol', async () => {
    await expect(fit({ ...hard.task, protocol: 'test-oracle' })).rejects.toThrow(
      'cross-modal is set to choose learning rate, weight decay, batch size and iteration by few-shot-val, but the task of "synthetic" holds the images of test-oracle; make the task',
    );
  });

  it('reports its progress over the whole sweep', async () => {
    const seen: { fraction: number; note: string }[] = [];
    await fit(hard.task, { learningRates: [1e-3, 1e-4], weightDecays: [0] }, { onProgress: (p) => seen.push(p) });
    expect(seen[0]!.note).toMatch(/^training 1 of 2, step \d+\/150, loss /);
    expect(seen.at(-1)).toEqual({ fraction: 1, note: 'training 2 of 2 done' });
    expect(seen.map(({ fraction }) => fraction)).toEqual(seen.map(({ fraction }) => fraction).sort((a, b) => a - b));
  });

  it.each([
    { initialization: 'text' },
    { learningRates: [] },
    { learningRates: [0] },
    { weightDecays: [-1] },
    { batchSizes: [1] },
    { batchSizes: [] },
    { iterations: 0 },
    { warmupIterations: -1 },
    { warmupLearningRate: 0 },
    { validateEvery: 0 },
  ])('refuses %o', (settings) => {
    expect(crossModal.config.safeParse(settings).success).toBe(false);
  });
});
