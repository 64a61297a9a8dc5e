import { describe, expect, it } from 'vitest';

import { vectors } from '../../test/vectors.ts';
import { minimumDetectableDifference, pairedTPower } from '../index.ts';

describe('minimumDetectableDifference', () => {
  it.each(vectors.detectable)('agrees with scipy for n = $n, alpha $alpha, power $power', (golden) => {
    const { n, alpha, power, effect } = golden;
    expect(minimumDetectableDifference(1, n, { alpha, power }) / effect).toBeCloseTo(1, 11);
  });

  it('agrees with the printed sample sizes', () => {
    // Cohen (1988), and G*Power's manual for two dependent means: 34 pairs find an effect of 0.5 with power 0.8.
    expect(minimumDetectableDifference(1, 33)).toBeGreaterThan(0.5);
    expect(minimumDetectableDifference(1, 34)).toBeLessThan(0.5);
  });

  it('is found with the power asked for, and grows with the spread', () => {
    const difference = minimumDetectableDifference(0.4, 3, { power: 0.9 });
    expect(pairedTPower(difference / 0.4, 3)).toBeCloseTo(0.9, 10);
    expect(minimumDetectableDifference(0.8, 3, { power: 0.9 })).toBeCloseTo(2 * difference, 12);
    expect(minimumDetectableDifference(0, 3)).toBe(0);
  });

  it('refuses spreads, levels and powers that cannot be', () => {
    for (const std of [-1, Number.NaN, Infinity]) {
      expect(() => minimumDetectableDifference(std, 5)).toThrow(`the standard deviation is ${std}; expected 0 or`);
    }
    for (const power of [0.05, 0.01, 1, 80, Number.NaN]) {
      expect(() => minimumDetectableDifference(1, 5, { power })).toThrow(
        `the power is ${power}; expected a number above alpha (0.05) and below 1`,
      );
    }
    expect(() => minimumDetectableDifference(1, 5, { alpha: 5 })).toThrow('the level alpha is 5');
    expect(() => minimumDetectableDifference(1, 1)).toThrow('n is 1; expected a whole number of pairs from 2');
  });
});
