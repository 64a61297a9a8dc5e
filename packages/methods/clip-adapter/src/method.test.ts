import { type FewShotTask, protocolOf } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
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
