import { type FitContext, searched } from '@shotbench/few-shot';
import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { taskRes } from './index.ts';

describeMethodContract(taskRes);

describe('a search of taskres', () => {
  const oneByOne = { ...taskRes };
  delete oneByOne.fitTogether;
  const { task, test } = syntheticTask({ spread: 2 });
  // More candidates than are fitted together, and rates with which training diverges.
  const space = { alpha: [0.5, 1, 0.2, 0.4], learningRate: [2e-3, 1e38, 1e-2], weightDecay: [5e-4, 1e-3] };
  const search = (method: typeof oneByOne, context: Partial<FitContext> = {}) => {
    const all = searched(method);
    const config = all.config.parse({ epochs: 12, search: { kind: 'grid', space } });
    return all.fit(task, config, { execution: { threads: 1 }, seed: 1, ...context });
  };

  it('records the same trials and keeps the same classifier whether candidates are fitted together or one by one', async () => {
    const [together, alone] = [await search(taskRes), await search(oneByOne)];
    expect(together.details).toEqual(alone.details);
    expect(await together.logits(test.features)).toEqual(await alone.logits(test.features));
    const { trials } = together.details['search'] as { trials: object[] };
    expect(trials).toHaveLength(24);
    expect(trials.some((trial) => 'diverged' in trial)).toBe(true);
  });

  it('tells its progress as parts of a whole and stops when told to', async () => {
    const stop = new AbortController();
    const heard: { fraction: number; note: string }[] = [];
    await search(taskRes, { onProgress: (progress) => heard.push(progress) });
    const fractions = heard.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(heard.at(-1)).toMatchObject({
      fraction: 1,
      note: expect.stringMatching(/^trials 17 to 24 of 24: best so far/),
    });
    expect(heard[0]!.note).toMatch(/^trials 1 to 16 of 24, step 8\/12, loss /);
    const notes: string[] = [];
    const stopped = search(taskRes, {
      signal: stop.signal,
      onProgress: ({ note }) => {
        notes.push(note);
        stop.abort(new Error('told to stop'));
      },
    });
    await expect(stopped).rejects.toThrow('told to stop');
    // Each of the loop's fits hears of its first segment and no more.
    for (const note of notes) expect(note).toMatch(/^trials 1 to 16 of 24, step 8\/12, /);
  });
});

describe('taskres', () => {
  it('trains 100 epochs up to 4 shots and 200 above', async () => {
    for (const [shots, epochs] of [
      [4, 100],
      [8, 200],
    ] as const) {
      const { task } = syntheticTask({ shots, classes: 3, featureDim: 4 });
      const { details } = await taskRes.fit(task, taskRes.config.parse({}), { execution: {}, seed: 1 });
      expect(details).toMatchObject({ epochs, steps: epochs });
    }
  });

  it('counts one trainable number for each class and feature', async () => {
    const { task } = syntheticTask({ classes: 3, featureDim: 4 });
    const { trainableParameters } = await taskRes.fit(task, taskRes.config.parse({ epochs: 1 }), {
      execution: {},
      seed: 1,
    });
    expect(trainableParameters).toBe(12);
  });

  it('moves relatively less from longer text rows', async () => {
    const { task, test } = syntheticTask();
    const logitsWith = async (textNorm: number): Promise<Float32Array> => {
      const config = taskRes.config.parse({ textNorm });
      return (await (await taskRes.fit(task, config, { execution: {}, seed: 1 })).logits(test.features)).data;
    };
    const [unit, nine] = [await logitsWith(1), await logitsWith(9)];
    expect(unit).not.toEqual(nine);
  });

  it.each([
    ['text', false, 3 * 4],
    ['image', false, 4],
    ['both', true, 3 * 4 + 4 + 1],
  ] as const)('learns on side %s, α too: %s, %i numbers', async (side, learnAlpha, count) => {
    const { task } = syntheticTask({ classes: 3, featureDim: 4, spread: 2 });
    const lossAfter = async (epochs: number) => {
      const config = taskRes.config.parse({ side, learnAlpha, epochs, learningRate: 0.02 });
      return taskRes.fit(task, config, { execution: {}, seed: 1 });
    };
    const [short, long] = [await lossAfter(1), await lossAfter(80)];
    expect(long.trainableParameters).toBe(count);
    expect(long.details['finalLoss']).toBeLessThan(short.details['finalLoss'] as number);
    if (learnAlpha) expect(long.details['alpha']).not.toBeCloseTo(0.5, 3);
    else expect(long.details).not.toHaveProperty('alpha');
  });

  it('draws its batches from the augmented views, and one view alone is fixed features', async () => {
    const { task, test } = syntheticTask({ views: 3, spread: 2 });
    const logits = async (views: typeof task.train.views) => {
      const on = { ...task, train: { ...task.train, views } };
      const classifier = await taskRes.fit(on, taskRes.config.parse({}), { execution: {}, seed: 1 });
      return (await classifier.logits(test.features)).data;
    };
    const fixed = await logits([task.train.centre]);
    expect(await logits(task.train.views)).not.toEqual(fixed);
    // V views of which each is the centre crop: only the order within a batch of all images can differ.
    const copies = await logits([task.train.centre, task.train.centre]);
    fixed.forEach((logit, i) => expect(copies[i]).toBeCloseTo(logit, 2));
  });

  it.each([
    { alpha: 0 },
    { learningRate: -1 },
    { epochs: 0.5 },
    { batchSize: 0 },
    { textNorm: 0 },
    { side: 'none' },
    { base: 'best' },
    { baseEpochs: 0 },
    { imageNorm: -1 },
  ])('refuses %o', (config) => {
    expect(taskRes.config.safeParse(config).success).toBe(false);
  });
});
