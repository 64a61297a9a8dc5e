import { syntheticTextTask } from '@shotbench/few-shot/testing';
import { crossEntropy, fitContext } from '@shotbench/prompt-learning';
import { describe, expect, it } from 'vitest';

import { kgCoOp, kgCoOpConfig } from './index.ts';

const { task, test } = await syntheticTextTask({ spread: 2 });
const settings = { epochs: 30, learningRate: 0.05 };
const context = { execution: { threads: 1 }, seed: 1 };
const fit = (lambda: number) => kgCoOp.fit(task, kgCoOpConfig.parse({ ...settings, lambda }), context);

/** 1 − mean cosine between learned and hand-written text features. */
async function distance(lambda: number): Promise<number> {
  const { normalized } = task.text!;
  const { data, columns } = await (await fit(lambda)).logits(normalized);
  const cosines = Array.from({ length: columns }, (_, c) => data[c * columns + c]! / task.logitScale);
  return 1 - cosines.reduce((sum, cosine) => sum + cosine, 0) / columns;
}

describe('KgCoOp', () => {
  it('stays the nearer to hand-written prompts the more their distance counts', async () => {
    const [free, near, nearest] = [await distance(0), await distance(8), await distance(800)];
    expect(near).toBeLessThan(free);
    expect(nearest).toBeLessThan(near);
  });

  it('is CoOp where the distance counts nothing', async () => {
    const coOp = await fitContext(task, kgCoOpConfig.parse(settings), context, {
      methodId: 'coop',
      loss: crossEntropy,
    });
    expect(await (await fit(0)).logits(test.features)).toEqual(await coOp.logits(test.features));
  });
});
