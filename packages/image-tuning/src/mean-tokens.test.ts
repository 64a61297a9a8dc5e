import { cutImageEncoder } from '@shotbench/clip';
import { syntheticImageTask } from '@shotbench/few-shot/testing';
import { compile, specsOf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { meanTokens } from './mean-tokens.ts';
import { noisePrompts } from './visual-prompts.ts';
import { visualWeights } from './visual-weights.ts';

const OPTIONS = { methodId: 'test', layers: 2, execution: { threads: 1 } };

const { task } = await syntheticImageTask({ shots: 5 });
const { config, weights } = task.textModel!;
const { vision } = config as { vision: { width: number; patchSize: number; imageSize: number } };
const means = await meanTokens(task, OPTIONS);
const pixels = await task.images!.centre([...task.train.labels.keys()]);

describe('the mean patch token', () => {
  it('of the first layer is the mean patch times its weights, plus the mean position', () => {
    const { width: W, patchSize: P, imageSize: S } = vision;
    const [N, T] = [pixels.shape[0]!, (S / P) ** 2];
    const patch = new Float64Array(3 * P * P);
    for (let i = 0; i < pixels.data.length; i++) {
      const [x, y, channel] = [i % S, Math.floor(i / S) % S, Math.floor(i / (S * S)) % 3];
      patch[channel * P * P + (y % P) * P + (x % P)]! += Number(pixels.data[i]) / (N * T);
    }
    const kernel = weights.get('visual.conv1.weight')!.data; // [W, 3, P, P]
    const positions = weights.get('visual.positional_embedding')!.data; // [T + 1, W]
    for (let w = 0; w < W; w++) {
      let expected = 0;
      for (let i = 0; i < patch.length; i++) expected += patch[i]! * Number(kernel[w * patch.length + i]);
      for (let t = 1; t <= T; t++) expected += Number(positions[t * W + w]) / T;
      expect(means[0]!.data[w]).toBeCloseTo(expected, 5);
    }
  });

  it('of a further layer is the mean of what its block reads', async () => {
    const { begin } = cutImageEncoder(config, 1);
    const { inputs, lookup } = visualWeights(task.textModel!);
    const program = await compile(
      (t) => ({ y: begin(lookup(t), t['pixels']) }),
      specsOf({ ...inputs, pixels }),
      OPTIONS.execution,
    );
    const { y } = await program.run({ ...inputs, pixels });
    const [T, B, W] = y.shape as [number, number, number];
    for (let w = 0; w < W; w++) {
      let sum = 0;
      for (let i = B; i < T * B; i++) sum += Number(y.data[i * W + w]);
      expect(means[1]!.data[w]).toBeCloseTo(sum / ((T - 1) * B), 5);
    }
  });

  it('is what noise is added to', () => {
    const shape = { layers: 2, tokens: 3, width: vision.width, seed: 4 };
    const [noise, around] = [noisePrompts(shape), noisePrompts({ ...shape, around: means })];
    around.forEach(({ data }, layer) => {
      data.forEach((value, i) => {
        const expected = Number(noise[layer]!.data[i]) + Number(means[layer]!.data[i % vision.width]);
        expect(value).toBeCloseTo(expected, 6);
      });
    });
  });
});
