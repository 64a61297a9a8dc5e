import { describe, expect, it } from 'vitest';

import { accuracyDomain } from '../../page/views/curves/accuracy-domain.ts';
import { shotsScale } from '../../page/views/curves/shots-scale.ts';

describe('shotsScale', () => {
  const places = (shots: number[]) => shots.map((count) => shotsScale(shots, 0, 100).position(count));

  it('gives each doubling the same width', () => {
    expect(places([1, 2, 4, 8, 16]).map(Math.round)).toEqual([0, 25, 50, 75, 100]);
    expect(shotsScale([1, 2], 0, 100).breakAt).toBeUndefined();
  });

  it('sets 0 apart, before a break', () => {
    const [zero, one, four] = places([0, 1, 4]) as [number, number, number];
    const { breakAt } = shotsScale([0, 1, 4], 0, 100);
    expect(zero).toBe(0);
    expect(one).toBeGreaterThan(breakAt!);
    expect(breakAt).toBeGreaterThan(0);
    expect(four).toBe(100);
  });

  it('puts a single shot count into the middle', () => {
    expect(places([4])[0]).toBeCloseTo(50);
    expect(places([0])).toEqual([50]);
  });
});

describe('accuracyDomain', () => {
  const domain = (...points: [mean: number | null, interval: number | null][]) =>
    accuracyDomain([
      {
        ...{ method: 'm', protocol: 'fixed' },
        points: points.map(([mean, interval], shots) => ({ shots, mean, interval, n: 3, partial: false })),
      },
    ]);

  it('holds all means with their intervals and a little more', () => {
    expect(domain([40, 5], [60, null])).toEqual([35 - 1.25, 60 + 1.25]);
  });

  it('stays between 0 and 100', () => {
    expect(domain([1, 10], [99, 10])).toEqual([0, 100]);
    expect(domain([null, null])).toEqual([0, 100]);
  });

  it('does not blow up a difference of nothing', () => {
    expect(domain([50, null], [50.1, null])).toEqual([49.05, 51.05]);
  });
});
