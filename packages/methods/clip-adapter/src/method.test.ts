import { type FewShotTask, protocolOf, rowsOf, searched, textFeatures } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask, withTrainingRows } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { clipAdapter } from './index.ts';

describeMethodContract(clipAdapter);

const fit = (task: FewShotTask, settings = {}, seed = 1) =>
  clipAdapter.fit(task, clipAdapter.config.parse(settings), { execution: { threads: 1 }, seed });

describe('clip-adapter', () => {
  it.each([
    [1, 50],
    [4, 100],
    [8, 200],
  ])('at %i shots trains %i epochs', async (shots, epochs) => {
    const { task } = syntheticTask({ shots, classes: 2, featureDim: 4 });
    expect((await fit(task)).details).toMatchObject({ epochs, steps: epochs });
  });

  it('cuts epochs into batches of 32 and drops the rest, as Dassl does', async () => {
    const { task } = syntheticTask({ shots: 14, classes: 5, featureDim: 4 });
    expect((await fit(task, { epochs: 3 })).details).toMatchObject({ steps: 6 });
  });

  it.each([
    ['image', 2 * 16 * 4],
    ['text', 2 * 16 * 4],
    ['both', 4 * 16 * 4],
  ] as const)('learns on %s with %i numbers', async (branch, count) => {
    const { task } = syntheticTask({ spread: 2 });
    const slow = await fit(task, { branch, epochs: 2 });
    const fast = await fit(task, { branch, epochs: 60, learningRate: 0.1 });
    expect(slow.trainableParameters).toBe(count);
    expect(fast.details['finalLoss']).toBeLessThan(slow.details['finalLoss'] as number);
  });

  it('names other classes by their text rows behind the image adapter, as if they had been there from the beginning', async () => {
    const { task, test } = syntheticTask({ spread: 2 });
    const { asStored } = task.text!;
    const half = 2;
    const rows = [...task.train.labels.keys()].filter((row) => task.train.labels[row]! < half);
    const text = textFeatures(rowsOf(asStored, 0, half));
    const ofHalf = { ...withTrainingRows(task, rows), classNames: task.classNames.slice(0, half), text };
    const classifier = await fit(ofHalf, { epochs: 20, learningRate: 0.1 });
    const all = await classifier.forClasses!({ classNames: task.classNames, text: task.text! });
    const [few, many] = [await classifier.logits(test.features), await all.logits(test.features)];
    expect([few.columns, many.columns, many.rows]).toEqual([half, asStored.rows, test.labels.length]);
    for (let row = 0; row < many.rows; row++) {
      for (let c = 0; c < half; c++) {
        expect(many.data[row * many.columns + c]).toBeCloseTo(few.data[row * half + c]!, 4);
      }
    }
    await expect(classifier.forClasses!({ classNames: ['a', 'b'] })).rejects.toThrow(
      'clip-adapter names new classes by their text features, but the 2 given classes come without; use a set with text',
    );
  });

  it('names other classes after a choice of ratios and after a search, too', async () => {
    const { task } = syntheticTask();
    const method = searched(clipAdapter);
    const config = method.config.parse({ epochs: 2, search: { kind: 'grid', space: { learningRate: [0.1, 0.01] } } });
    const found = await method.fit(task, config, { execution: { threads: 1 }, seed: 1 });
    expect(method.namesNewClasses).toBe(true);
    for (const classifier of [found, await fit(task, { epochs: 2, ratio: [0.2, 0.6] })]) {
      const same = await classifier.forClasses!({ classNames: task.classNames, text: task.text! });
      expect(await same.logits(task.train.centre)).toEqual(await classifier.logits(task.train.centre));
    }
  });

  it.each(['text', 'both'])('names no other classes with an adapter on %s', async (branch) => {
    const { task } = syntheticTask();
    expect((await fit(task, { branch, epochs: 2 })).forClasses).toBeUndefined();
  });

  it('draws its batches from the augmented views', async () => {
    const { task, test } = syntheticTask({ views: 3, spread: 2 });
    const fixed = { ...task, train: { ...task.train, views: [task.train.centre] } };
    const logits = async (on: FewShotTask) => (await (await fit(on)).logits(test.features)).data;
    expect(await logits(task)).not.toEqual(await logits(fixed));
  });

  it('keeps the first best of several ratios on the validation images', async () => {
    const { task } = syntheticTask({ spread: 1.5 });
    const { details } = await fit(task, { ratio: [0.2, 0.4, 0.6, 0.8] });
    const trials = details['trials'] as { ratio: number; validationAccuracy: number }[];
    const best = Math.max(...trials.map(({ validationAccuracy }) => validationAccuracy));
    expect(trials.map(({ ratio }) => ratio)).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(details['ratio']).toBe(trials.find(({ validationAccuracy }) => validationAccuracy === best)!.ratio);
  });

  it('says how its ratio was chosen', async () => {
    const protocol = (settings: object) => protocolOf(clipAdapter, clipAdapter.config.parse(settings));
    expect(protocol({})).toBe('fixed');
    expect(protocol({ ratio: 0.6 })).toBe('fixed');
    expect(protocol({ ratio: [0.2, 0.6] })).toBe('few-shot-val');
    expect(protocol({ ratio: [0.2, 0.6], selectOn: 'test-oracle' })).toBe('test-oracle');
    const { task } = syntheticTask();
    await expect(fit(task, { ratio: [0.2, 0.6], selectOn: 'test-oracle' })).rejects.toThrow(
      'clip-adapter is set to choose the ratio by test-oracle, but the task of "synthetic" holds the images of few-shot-val',
    );
  });

  it('says so when features are too short for the reduction', async () => {
    const { task } = syntheticTask({ featureDim: 3 });
    await expect(fit(task)).rejects.toThrow(
      'reduction 4 leaves no hidden unit for features of 3 numbers; use a reduction of at most 3',
    );
  });

  it.each([
    { ratio: 0 },
    { ratio: 1 },
    { ratio: [0.2] },
    { ratio: [0.2, 2] },
    { reduction: 0 },
    { momentum: 1 },
    { branch: 'video' },
    { selectOn: 'fixed' },
  ])('refuses %o', (settings) => {
    expect(clipAdapter.config.safeParse(settings).success).toBe(false);
  });
});
