import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { taskRes } from './index.ts';

describeMethodContract(taskRes);

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
