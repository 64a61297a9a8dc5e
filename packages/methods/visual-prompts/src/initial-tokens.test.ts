import { imageEncoder } from '@shotbench/clip';
import { normalizeRows } from '@shotbench/few-shot';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { imageFunction, meanTokens, noisePrompts, visualWeights } from '@shotbench/image-tuning';
import { expect, it } from 'vitest';

import { vptDeep } from './index.ts';

const [SEED, TOKENS] = [7, 3];
const execution = { threads: 1 };
const { task } = await syntheticImageTask({ shots: 2 });
const pixels = await task.images!.centre([0, 3, 4]);

/** What VPT-deep makes of images when its tokens have hardly moved. */
async function untrained(initialTokens: 'noise' | 'mean-patch') {
  const still = { learningRate: 1e-12, warmupLearningRate: 1e-12, epochs: 1 };
  const config = vptDeep.config.parse({ ...still, promptTokens: TOKENS, initialTokens });
  const { encode } = await vptDeep.fit(task, config, { execution, seed: SEED });
  return (await encode!(pixels)).data;
}

it('begins around the mean patch tokens where it is asked to, and as noise otherwise', async () => {
  const { config } = task.textModel!;
  const { width, layers } = config.vision as { width: number; layers: number };
  const shape = { layers, tokens: TOKENS, width, seed: SEED };
  const around = await meanTokens(task, { methodId: 'test', layers, execution });
  for (const [initialTokens, prompts] of [
    ['noise', noisePrompts(shape)],
    ['mean-patch', noisePrompts({ ...shape, around })],
  ] as const) {
    const { inputs, lookup } = visualWeights(task.textModel!);
    const encode = imageFunction({
      columns: config.embedDim,
      constants: { ...inputs, ...Object.fromEntries(prompts.map((prompt, i) => [`given${i}`, prompt])) },
      compute: (x, t) =>
        imageEncoder(config)(lookup(t), x, { prompts: prompts.map((_, i) => t[`given${i}`] as never) }),
      execution,
    });
    const expected = normalizeRows(await encode(pixels)).data;
    (await untrained(initialTokens)).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  }
  expect(await untrained('mean-patch')).not.toEqual(await untrained('noise'));
});
