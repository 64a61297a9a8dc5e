import jstat from 'jstat';
import { describe, expect, it } from 'vitest';

import { fairBinomial } from './fair-binomial.ts';

/** C(n, k) as whole numbers of any length. */
function choose(n: number, k: number): bigint {
  let count = 1n;
  for (let i = 1; i <= k; i++) count = (count * BigInt(n - k + i)) / BigInt(i);
  return count;
}

/** count / 2ⁿ with 60 bits behind the point of the leading one. */
function share(count: bigint, n: number): number {
  const bits = count.toString(2).length;
  const shift = Math.max(0, bits - 60);
  return Number(count >> BigInt(shift)) * 2 ** (shift - n);
}

describe('fairBinomial', () => {
  it.each([
    [0, 0],
    [0, 5],
    [2, 5],
    [3, 6],
    [40, 100],
    [300, 1000],
    [520, 1040],
    [900, 2100],
  ])('counts the throws with %i heads of %i', (k, n) => {
    let below = 0n;
    for (let j = 0; j <= k; j++) below += choose(n, j);
    const { point, lowerTail } = fairBinomial(k, n);
    expect(point / share(choose(n, k), n)).toBeCloseTo(1, 12);
    expect(lowerTail / share(below, n)).toBeCloseTo(1, 12);
  });

  it('agrees with jstat', () => {
    for (const k of [0, 3, 20, 45])
      expect(fairBinomial(k, 100).lowerTail).toBeCloseTo(jstat.binomial.cdf(k, 100, 0.5), 9);
  });

  it('is 0 where the chance is below the smallest number', () => {
    expect(fairBinomial(3, 50_000)).toEqual({ point: 0, lowerTail: 0 });
  });
});
