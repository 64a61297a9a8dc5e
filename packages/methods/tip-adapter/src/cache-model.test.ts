import { matrix, normalizeRows, Random, rowFunction } from '@shotbench/few-shot';
import { compile, float32, specsOf, tf } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { buildCache, cacheLogits, cacheTensors, tipLogits } from './index.ts';

const [B, D, C] = [4, 5, 3];
const random = new Random(2);
const unitNoise = (rows: number) =>
  normalizeRows(
    matrix(
      Float32Array.from({ length: rows * D }, () => random.normal()),
      D,
    ),
  );
const [images, text] = [unitNoise(B), unitNoise(C)];
const dot = (a: typeof text, i: number, b: typeof text, j: number) => {
  let sum = 0;
  for (let d = 0; d < D; d++) sum += a.data[i * D + d]! * b.data[j * D + d]!;
  return sum;
};

describe('a cache', () => {
  it('has a place for each image, class by class', () => {
    const features = unitNoise(4);
    const { keys, filled, placeOf, count } = buildCache(features, Int32Array.of(1, 0, 1, 0), 2);
    expect([...placeOf]).toEqual([2, 0, 3, 1]);
    expect([keys.shape, count, filled]).toEqual([[4, D], 4, undefined]);
    expect([...keys.data.slice(2 * D, 3 * D)]).toEqual([...features.data.slice(0, D)]);
  });

  it.each([
    ['full classes', [0, 1, 2, 0, 1, 2]],
    ['a short class', [0, 1, 2, 0, 1, 0]],
    ['a class without images', [0, 1, 1, 0, 1, 0]],
  ])('gives the formula with one-hot values: %s', async (_title, classOf) => {
    const labels = Int32Array.from(classOf);
    const features = unitNoise(labels.length);
    const cache = buildCache(features, labels, C);
    const options = { classes: C, logitScale: 100, alpha: 1.3, beta: 2.5 };
    const logits = rowFunction({
      columns: C,
      constants: cacheTensors(cache, text),
      compute: (f, tensors) => tipLogits(f, tensors, options),
      execution: {},
    });
    const { data } = await logits(images);
    for (let i = 0; i < B; i++) {
      for (let c = 0; c < C; c++) {
        const own = [...labels.keys()].filter((n) => labels[n] === c);
        const cached = own.reduce((sum, n) => sum + Math.exp(-2.5 * (1 - dot(images, i, features, n))), 0);
        expect(data[i * C + c]).toBeCloseTo(100 * dot(images, i, text, c) + 1.3 * cached, 4);
      }
    }
  });

  it('has the gradient of finite differences', async () => {
    const places = 2;
    const filled = float32([C, places], [1, 1, 1, 0, 0, 0]);
    const inputs = {
      a: float32(
        [B, C * places],
        Array.from({ length: B * C * places }, () => random.uniform()),
      ),
      weighting: float32(
        [B, C],
        Array.from({ length: B * C }, () => random.normal()),
      ),
      filled,
    };
    type Name = keyof typeof inputs;
    const program = await compile<Name, 'value' | 'gradient'>(
      (t) => {
        const total = (a: tf.Tensor) =>
          tf.sum(tf.mul(cacheLogits(a, { beta: 1.7, classes: C, filled: t.filled }), t.weighting)).asScalar();
        const { value, grad } = tf.valueAndGrad(total)(t.a);
        return { value, gradient: grad };
      },
      specsOf(inputs),
      { precision: 'float64' },
    );
    const valueAt = async (a: Float64Array) =>
      (await program.run({ ...inputs, a: { dtype: 'float64', shape: inputs.a.shape, data: a } })).value.data[0]!;
    const at = Float64Array.from(inputs.a.data);
    const { gradient } = await program.run({ ...inputs, a: { ...inputs.a, dtype: 'float64', data: at } });
    const h = 1e-5;
    for (let i = 0; i < at.length; i++) {
      const [up, down] = [at.slice(), at.slice()];
      up[i]! += h;
      down[i]! -= h;
      const difference = ((await valueAt(up)) - (await valueAt(down))) / (2 * h);
      expect(gradient.data[i]).toBeCloseTo(difference, 7);
    }
  });
});
