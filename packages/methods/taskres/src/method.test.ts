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

  it.each([{ alpha: 0 }, { learningRate: -1 }, { epochs: 0.5 }, { batchSize: 0 }, { textNorm: 0 }])(
    'refuses %o',
    (config) => {
      expect(taskRes.config.safeParse(config).success).toBe(false);
    },
  );
});
