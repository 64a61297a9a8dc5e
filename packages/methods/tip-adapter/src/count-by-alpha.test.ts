import { countCorrect, matrix, predict, Random } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { countByAlpha } from './count-by-alpha.ts';

const alphas = [0.1, 0.5, 1, 2.5, 4];

/** All logits of all images, compared at each α. */
function slowCounts(z: Float32Array, h: Float32Array, labels: Int32Array, columns: number): number[] {
  return alphas.map((alpha) => {
    const logits = z.map((value, i) => value + alpha * h[i]!);
    return countCorrect(predict(matrix(logits, columns)), labels);
  });
}

describe('countByAlpha', () => {
  it.each([1, 2, 3, 4, 5])('counts as comparing every logit does (seed %i)', (seed) => {
    const random = new Random(seed);
    const [V, C] = [60, 6];
    const draw = () => Float32Array.from({ length: V * C }, () => random.normal());
    const [z, h] = [draw(), draw()];
    const labels = Int32Array.from({ length: V }, () => random.below(C));
    const counts = countByAlpha(matrix(z, C), matrix(h, C), labels, alphas);
    expect([...counts]).toEqual(slowCounts(z, h, labels, C));
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  it('gives equal classes to the first of them', () => {
    const z = Float32Array.of(1, 1, 0, 1, 1, 0);
    const h = Float32Array.of(2, 2, 0, 2, 2, 0);
    const labels = Int32Array.of(0, 1);
    expect([...countByAlpha(matrix(z, 3), matrix(h, 3), labels, alphas)]).toEqual(slowCounts(z, h, labels, 3));
  });

  it('counts an image that a class beats at every α nowhere', () => {
    const counts = countByAlpha(
      matrix(Float32Array.of(0, 1), 2),
      matrix(Float32Array.of(3, 3), 2),
      Int32Array.of(0),
      alphas,
    );
    expect([...counts]).toEqual([0, 0, 0, 0, 0]);
  });
});
