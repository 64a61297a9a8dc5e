import { describe, expect, it } from 'vitest';

import { vectors } from '../test/vectors.ts';
import { wilsonInterval } from './index.ts';

describe('wilsonInterval', () => {
  it.each([
    // Newcombe (1998, Statistics in Medicine 17), table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the printed interval of %i in %i', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it.each(vectors.wilson)('agrees with scipy for $successes of $n at $confidence', (golden) => {
    const { low, high } = wilsonInterval(golden.successes, golden.n, golden.confidence);
    expect(low).toBeCloseTo(golden.low, 13);
    expect(high).toBeCloseTo(golden.high, 13);
  });

  it('ends at 0 and 1 exactly', () => {
    expect(wilsonInterval(0, 7).low).toBe(0);
    expect(wilsonInterval(7, 7).high).toBe(1);
  });

  it('refuses counts that cannot be and confidences in percent', () => {
    expect(() => wilsonInterval(0, 0)).toThrow(new RangeError('n is 0; expected a whole number from 1'));
    expect(() => wilsonInterval(1, 2.5)).toThrow('n is 2.5; expected a whole number from 1');
    for (const successes of [-1, 11, 0.5, Number.NaN]) {
      expect(() => wilsonInterval(successes, 10)).toThrow(
        `the successes are ${successes} of 10; expected a whole number from 0 to 10`,
      );
    }
    expect(() => wilsonInterval(1, 10, 95)).toThrow('the confidence is 95; expected a number between 0 and 1');
  });
});
