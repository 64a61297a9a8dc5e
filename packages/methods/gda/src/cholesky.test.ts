import { Random } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { choleskyInPlace, solveInPlace } from './index.ts';

const random = new Random(1);
const noise = (length: number) => Float64Array.from({ length }, () => random.normal());

/** G Gᵀ + 0.1 I */
function positive(D: number): Float64Array {
  const g = noise(D * D);
  return Float64Array.from({ length: D * D }, (_, at) => {
    const [i, j] = [Math.floor(at / D), at % D];
    let sum = i === j ? 0.1 : 0;
    for (let k = 0; k < D; k++) sum += g[i * D + k]! * g[j * D + k]!;
    return sum;
  });
}

describe('choleskyInPlace', () => {
  it('factors a matrix whose factor is known', () => {
    const a = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    choleskyInPlace(a, 3);
    const lower = [a[0], a[3], a[4], a[6], a[7], a[8]];
    expect(lower).toEqual([2, 6, 1, -8, 5, 3]);
  });

  it.each([
    ['negative', [1, 2, 2, 1], 'pivot 1 of a matrix of 2 rows is -3'],
    ['singular', [1, 1, 1, 1], 'pivot 1 of a matrix of 2 rows is 0'],
    ['not a number', [NaN, 0, 0, 1], 'pivot 0 of a matrix of 2 rows is NaN'],
  ])('refuses a matrix that is %s', (_, numbers, message) => {
    expect(() => choleskyInPlace(Float64Array.from(numbers), 2)).toThrow(message);
  });
});

describe('solveInPlace', () => {
  it.each([1, 2, 7, 40])('gives back y when multiplied by the matrix of %i rows', (D) => {
    const a = positive(D);
    const y = noise(D);
    const [l, x] = [a.slice(), y.slice()];
    choleskyInPlace(l, D);
    solveInPlace(l, x);
    for (let i = 0; i < D; i++) {
      const product = x.reduce((sum, value, k) => sum + a[i * D + k]! * value, 0);
      expect(product).toBeCloseTo(y[i]!, 9);
    }
  });
});
