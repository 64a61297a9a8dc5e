import { describe, expect, it } from 'vitest';

import { uniform } from '../../test/uniform.ts';
import { vectors } from '../../test/vectors.ts';
import { bootstrapDifference, bootstrapMean } from '../index.ts';

describe('bootstrapMean', () => {
  it('agrees with scipy up to the chance of the resamples', () => {
    const { values, low, high } = vectors.bootstrap;
    const interval = bootstrapMean(values, uniform(1), { resamples: 100_000 });
    // An end of 100 000 resamples has a standard error of √(α(1 − α)/B)/density, here about 0.5 % of the width.
    const slack = 0.01 * (high - low);
    expect(Math.abs(interval.low! - low)).toBeLessThan(slack);
    expect(Math.abs(interval.high! - high)).toBeLessThan(slack);
  });

  it('takes the k-th smallest and largest mean', () => {
    // The values drawn are 0 0, 0 1, 1 1 and so on: of 19 means 7 are 0, 6 are ½ and 6 are 1.
    const draws = [0, 0.2, 0.4, 0.6, 0.6, 0.9];
    let next = 0;
    const cycle = () => draws[next++ % draws.length]!;
    const ends = (confidence: number) => {
      next = 0;
      const { low, high } = bootstrapMean([0, 1], cycle, { resamples: 19, confidence });
      return [low, high];
    };
    // k = ⌊20 · 0.05⌋ = 1, then 6 and 7: the last 0 from below, the last 1 and the first ½ from above.
    expect([0.9, 0.4, 0.3].map(ends)).toEqual([
      [0, 1],
      [0, 1],
      [0, 0.5],
    ]);
  });

  it('is the same for the same seed only', () => {
    const values = [0.3, 1.7, -0.4, 2.2, 0.9];
    expect(bootstrapMean(values, uniform(5))).toEqual(bootstrapMean(values, uniform(5)));
    expect(bootstrapMean(values, uniform(5))).not.toEqual(bootstrapMean(values, uniform(6)));
  });

  it('sorts by value, also below zero', () => {
    const { mean, low, high } = bootstrapMean([-30, -20, -3, -100], uniform(2));
    expect(mean).toBe(-38.25);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });

  it('has no interval for one value', () => {
    expect(bootstrapMean([3], uniform(1))).toEqual({ mean: 3, n: 1 });
  });

  it('refuses too few resamples and generators that leave [0, 1)', () => {
    expect(() => bootstrapMean([1, 2], uniform(1), { resamples: 38 })).toThrow(
      new RangeError('the resamples are 38; expected a whole number from 39 for confidence 0.95'),
    );
    expect(() => bootstrapMean([1, 2], uniform(1), { resamples: 39 })).not.toThrow();
    expect(() => bootstrapMean([1, 2], uniform(1), { resamples: 99.5 })).toThrow('the resamples are 99.5');
    expect(() => bootstrapMean([1, 2], () => 1)).toThrow('the generator gave 1; expected numbers from 0, below 1');
    expect(() => bootstrapMean([1, 2], uniform(1), { confidence: 95 })).toThrow('the confidence is 95');
    expect(() => bootstrapMean([], uniform(1))).toThrow('the list of values is empty');
  });
});

describe('bootstrapDifference', () => {
  it('draws pairs: what both share is no spread', () => {
    const hard = [90, 40, 65, 20];
    const { mean, low, high } = bootstrapDifference(
      hard.map((value) => value + 1),
      hard,
      uniform(3),
    );
    expect([mean, low, high]).toEqual([1, 1, 1]);
  });

  it('is the bootstrap of the differences', () => {
    const [a, b] = [
      [5, 7, 9, 4],
      [4, 7, 6, 6],
    ];
    expect(bootstrapDifference(a, b, uniform(9))).toEqual(bootstrapMean([1, 0, 3, -2], uniform(9)));
  });
});
