import { describe, expect, it } from 'vitest';

import { tInterval } from './index.ts';

describe('tInterval', () => {
  it('is t(n − 1) · s / √n wide on each side', () => {
    const { mean, std, n, halfWidth } = tInterval([67, 67.5, 67.7]);
    expect(n).toBe(3);
    expect(mean).toBeCloseTo(67.4, 12);
    expect(std).toBeCloseTo(Math.sqrt(0.13), 12);
    // t(0.975, 2) is 4.302652729749462.
    expect(halfWidth).toBeCloseTo((4.302652729749462 * Math.sqrt(0.13)) / Math.sqrt(3), 12);
  });

  it('gives the interval of the textbook example', () => {
    // Student's sleep data, group 2 (n = 10): R's t.test prints 95 percent interval 0.8976775 to 3.7623225.
    const sleep = tInterval([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    expect(sleep.mean - (sleep.halfWidth ?? 0)).toBeCloseTo(0.8976775, 7);
    expect(sleep.mean + (sleep.halfWidth ?? 0)).toBeCloseTo(3.7623225, 7);
  });

  it('widens with the confidence', () => {
    const widths = [0.5, 0.9, 0.95, 0.99, 0.999].map((confidence) => tInterval([1, 2, 3], confidence).halfWidth ?? 0);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(new Set(widths).size).toBe(5);
  });

  it('has zero width for equal values and none for one value', () => {
    expect(tInterval([5, 5, 5])).toEqual({ mean: 5, std: 0, n: 3, halfWidth: 0 });
    expect(tInterval([5])).toEqual({ mean: 5, n: 1 });
  });

  it('refuses empty lists and confidences outside (0, 1)', () => {
    expect(() => tInterval([])).toThrow('the list of values is empty');
    for (const confidence of [0, 1, 95, -1, Number.NaN]) {
      expect(() => tInterval([1, 2], confidence)).toThrow(`the confidence is ${confidence}; expected a number between`);
    }
  });
});
