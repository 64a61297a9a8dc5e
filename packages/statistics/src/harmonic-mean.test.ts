import { describe, expect, it } from 'vitest';

import { harmonicMean } from './index.ts';

describe('harmonicMean', () => {
  it('is what CoCoOp prints for base and new accuracies', () => {
    // Table 1 of the paper, averages over 11 datasets: CLIP, CoOp, CoCoOp.
    expect(harmonicMean(69.34, 74.22)).toBeCloseTo(71.7, 2);
    expect(harmonicMean(82.69, 63.22)).toBeCloseTo(71.66, 2);
    expect(harmonicMean(80.47, 71.69)).toBeCloseTo(75.83, 2);
  });

  it('is the number itself for equal ones, and zero where one is', () => {
    expect(harmonicMean(60, 60)).toBe(60);
    expect(harmonicMean(60, 0)).toBe(0);
    expect(harmonicMean(0, 0)).toBe(0);
  });

  it.each([-1, Number.NaN, Infinity])('refuses %s', (rate) => {
    expect(() => harmonicMean(50, rate)).toThrow(`a rate is ${rate}; expected 0 or a finite number above`);
  });
});
