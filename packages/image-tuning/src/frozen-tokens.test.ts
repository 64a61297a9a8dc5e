import { cutImageEncoder } from '@shotbench/clip';
import type { FewShotTask } from '@shotbench/few-shot';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { compile, specsOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { frozenTokens, type FrozenTokensOptions } from './frozen-tokens.ts';
import { visualWeights } from './visual-weights.ts';

const OPTIONS: FrozenTokensOptions = {
  ...{ methodId: 'test', layers: 1, views: 2, seed: 5, cropScale: 0.5 },
  execution: { threads: 1 },
};

/** A task that counts the images of which crops are asked for. */
async function countedTask(): Promise<{ task: FewShotTask; asked: string[] }> {
  const { task } = await syntheticImageTask({ shots: 5 });
  const asked: string[] = [];
  const images: FewShotTask['images'] = {
    ...task.images!,
    views: (rows, view) => {
      asked.push(...Array.from(rows, (row) => `${view.view}/${row}`));
      return task.images!.views(rows, view);
    },
  };
  return { task: { ...task, images }, asked };
}

describe('the tokens that a frozen block hands on', () => {
  it('are what the first blocks make of the crops', async () => {
    const { task } = await countedTask();
    const rows = [3, 24, 0];
    const tokens = await frozenTokens(task, OPTIONS)!.of(rows, 1);
    const pixels = await task.images!.views(rows, { seed: 5, view: 1, scale: [0.5, 1] });
    const { begin } = cutImageEncoder(task.textModel!.config, 1);
    const { inputs, lookup } = visualWeights(task.textModel!);
    const program = await compile(
      (t) => ({ y: tf.transpose(begin(lookup(t), t['pixels']), [1, 0, 2]) }),
      specsOf({ ...inputs, pixels }),
      { threads: 1 },
    );
    const { y } = await program.run({ ...inputs, pixels });
    expect(tokens.shape).toEqual([3, 17, 16]);
    expect(y.shape).toEqual(tokens.shape);
    y.data.forEach((value, i) => expect(tokens.data[i]).toBeCloseTo(value, 5));
  });

  it('are computed once for each crop, and are the same in whichever order they are asked for', async () => {
    const { task, asked } = await countedTask();
    const kept = frozenTokens(task, OPTIONS)!;
    const [first, again] = [await kept.of([1, 20], 0), await kept.of([20, 1], 0)];
    const half = first.data.length / 2;
    expect(again.data).toEqual(Float32Array.from([...first.data.slice(half), ...first.data.slice(0, half)]));
    await kept.of([...task.train.labels.keys()], 0);
    await kept.of([...task.train.labels.keys()], 1);
    expect(asked).toHaveLength(2 * task.train.labels.length);
    expect(new Set(asked).size).toBe(asked.length);

    const other = await frozenTokens(task, OPTIONS)!.of([20], 0);
    expect(other.data).toEqual(again.data.slice(0, half));
  });

  it('are not kept where they would take more than 2 GiB', async () => {
    const { task } = await countedTask();
    // 25 images of 17 tokens of 16 numbers.
    const most = Math.floor(2 ** 31 / (4 * 25 * 17 * 16));
    expect(frozenTokens(task, { ...OPTIONS, views: most + 1 })).toBeUndefined();
    expect(frozenTokens(task, { ...OPTIONS, views: most })).toMatchObject({ of: expect.any(Function) });
  });
});
