import { matrix, Random } from '@shotbench/few-shot';
import { describe, expect, it } from 'vitest';

import { largestEigenvalue, lipschitzSteps } from './index.ts';

describe('largestEigenvalue', () => {
  it('is the largest squared length of orthogonal rows', () => {
    const rows = matrix(Float32Array.of(0, 2, 0, 0, 3, 0, 0, 0, 0, 0, -1, 0), 4);
    expect(largestEigenvalue(rows)).toBeCloseTo(9, 9);
  });

  it.each([1, 2, 3])('solves the characteristic equation of two rows (seed %i)', (seed) => {
    const random = new Random(seed);
    const D = 20;
    const data = Float32Array.from({ length: 2 * D }, () => random.normal());
    const [a, b, c] = [
      [0, 0],
      [0, D],
      [D, D],
    ].map(([i, j]) => {
      let sum = 0;
      for (let d = 0; d < D; d++) sum += data[i! + d]! * data[j! + d]!;
      return sum;
    }) as [number, number, number];
    const expected = (a + c + Math.sqrt((a - c) ** 2 + 4 * b * b)) / 2;
    expect(largestEigenvalue(matrix(data, D)) / expected).toBeCloseTo(1, 8);
  });

  it('is zero where all features are', () => {
    expect(largestEigenvalue(matrix(new Float32Array(6), 3))).toBe(0);
  });
});

describe('lipschitzSteps', () => {
  it('are 4 N over the eigenvalue and N over four times the largest sum of squares', () => {
    const features = matrix(Float32Array.of(1, 0, 1, 0, 0, 1), 2); // λ_max = 2
    const cosines = matrix(Float32Array.of(0.5, 1, 0.5, 0, 1, 1), 2); // sums of squares 1.5 and 2
    const steps = lipschitzSteps(features, cosines);
    expect(steps.weights).toBeCloseTo((4 * 3) / 2, 9);
    expect(steps.alpha).toBeCloseTo(3 / (4 * 2), 9);
  });

  it('do not exist where features are zero', () => {
    const zeros = matrix(new Float32Array(4), 2);
    expect(() => lipschitzSteps(zeros, zeros)).toThrow(
      'the largest eigenvalue of the training features is 0 and their largest sum of squared cosines with a text row is 0; expected both above zero',
    );
  });
});
