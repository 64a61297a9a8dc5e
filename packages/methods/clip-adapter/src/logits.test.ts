import { matrix, normalizeRows, Random, rowFunction, toTensor } from '@shotbench/few-shot';
import { TorchRandom } from '@shotbench/mersenne-twister';
import { describe, expect, it } from 'vitest';

import { type Branch, clipAdapterLogits, newLayers } from './index.ts';

const [N, C, D, H] = [3, 4, 6, 2];
const random = new Random(3);
const numbers = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const features = normalizeRows(matrix(numbers(N * D), D));
const text = matrix(numbers(C * D), D);

type Layers = Record<string, { data: ArrayLike<number> }>;

/** The formula, number by number. */
function slowLogits(branch: Branch, layers: Layers, ratio: number): number[] {
  const rowOf = (rows: typeof text, i: number) => [...rows.data.slice(i * D, (i + 1) * D)];
  const times = (weight: ArrayLike<number>, x: number[]) =>
    Array.from({ length: weight.length / x.length }, (_, o) =>
      Math.max(
        0,
        x.reduce((sum, value, i) => sum + weight[o * x.length + i]! * value, 0),
      ),
    );
  const adapt = (x: number[], side: 'image' | 'text') => {
    const hidden = times(layers[`${side}.down`]!.data, x);
    return times(layers[`${side}.up`]!.data, hidden).map((a, i) => ratio * a + (1 - ratio) * x[i]!);
  };
  const norm = (x: number[]) => Math.hypot(...x);
  return Array.from({ length: N * C }, (_, at) => {
    const [f, t] = [rowOf(features, Math.floor(at / C)), rowOf(text, at % C)];
    const f1 = branch === 'text' ? f : adapt(f, 'image');
    const t1 = branch === 'image' ? t : adapt(t, 'text');
    return (30 * f1.reduce((sum, value, i) => sum + value * t1[i]!, 0)) / norm(f1) / norm(t1);
  });
}

describe('clipAdapterLogits', () => {
  it.each(['image', 'text', 'both'] as const)('is the formula on %s', async (branch) => {
    const layers = newLayers(branch, D, H, new TorchRandom(5));
    expect(Object.keys(layers)).toHaveLength(branch === 'both' ? 4 : 2);
    const options = { branch, ratio: 0.3, logitScale: 30 };
    const logits = rowFunction({
      columns: C,
      constants: { ...layers, text: toTensor(text) },
      compute: (x, tensors) => clipAdapterLogits(x, tensors['text']!, tensors, options),
      execution: {},
    });
    const { data } = await logits(features);
    slowLogits(branch, layers, 0.3).forEach((expected, i) => expect(data[i]).toBeCloseTo(expected, 4));
  });

  it('starts from layers within ±1/√inputs, as torch.nn.Linear draws them', () => {
    const { 'image.down': down, 'image.up': up } = newLayers('image', 64, 16, new TorchRandom(1));
    expect([down!.shape, up!.shape]).toEqual([
      [16, 64],
      [64, 16],
    ]);
    const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));
    expect(largest(down!.data)).toBeLessThanOrEqual(1 / 8);
    expect(largest(down!.data)).toBeGreaterThan(0.99 / 8);
    expect(largest(up!.data)).toBeLessThanOrEqual(1 / 4);
    expect(largest(up!.data)).toBeGreaterThan(0.99 / 4);
    // Uniform in ±b has variance b²/3; 1024 numbers estimate it to about 3 %.
    const variance = Array.from(down!.data).reduce((sum, w) => sum + w * w, 0) / 1024;
    expect(variance * 64 * 3).toBeCloseTo(1, 0.9);
  });
});
