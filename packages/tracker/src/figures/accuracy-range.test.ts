import { describe, expect, it } from 'vitest';

import { accuracyRange } from './accuracy-range.ts';

const range = (...points: [mean: number | null, interval: number | null][]) =>
  accuracyRange([{ points: points.map(([mean, interval]) => ({ mean, interval })) }]);

describe('accuracyRange', () => {
  it('holds all means with their intervals and a little more', () => {
    expect(range([40, 5], [60, null])).toEqual([35 - 1.25, 60 + 1.25]);
  });

  it('cuts intervals that would flatten everything', () => {
    expect(range([50, 40], [52, null])).toEqual([49 - 0.2, 53 + 0.2]);
  });

  it('stays between 0 and 100', () => {
    expect(range([1, 10], [99, 10])).toEqual([0, 100]);
    expect(range([null, null])).toEqual([0, 100]);
  });

  it('does not blow up a difference of nothing', () => {
    expect(range([50, null], [50.1, null])).toEqual([49.05, 51.05]);
  });

  it('takes printed points, which have no intervals', () => {
    expect(accuracyRange([{ points: [{ mean: 40, interval: 5 }] }, { points: [{ mean: 60 }] }])).toEqual([
      33.75, 61.25,
    ]);
  });
});
