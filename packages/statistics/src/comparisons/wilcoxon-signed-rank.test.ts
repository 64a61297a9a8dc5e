import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { vectors } from '../../test/vectors.ts';
import { wilcoxonSignedRank } from '../index.ts';

/** Largest W that is significant at 0.05, 0.02 and 0.01, two-sided, as the printed tables of the test have it. */
const PUBLISHED: readonly (readonly [n: number, critical: readonly (number | undefined)[]])[] = [
  [6, [0, undefined, undefined]],
  [7, [2, 0, undefined]],
  [8, [3, 1, 0]],
  [9, [5, 3, 1]],
  [10, [8, 5, 3]],
  [11, [10, 7, 5]],
  [12, [13, 9, 7]],
  [13, [17, 12, 9]],
  [14, [21, 15, 12]],
  [15, [25, 19, 15]],
  [16, [29, 23, 19]],
  [17, [34, 27, 23]],
  [18, [40, 32, 27]],
  [19, [46, 37, 32]],
  [20, [52, 43, 37]],
  [21, [58, 49, 42]],
  [22, [65, 55, 48]],
  [23, [73, 62, 54]],
  [24, [81, 69, 61]],
  [25, [89, 76, 68]],
];
const LEVELS = [0.05, 0.02, 0.01];

const zeros = (n: number) => new Array<number>(n).fill(0);
const test = (differences: readonly number[]) => wilcoxonSignedRank(differences, zeros(differences.length));

/** The differences 1 … n with signs such that W− is `sum`. */
function withMinus(n: number, sum: number): number[] {
  let left = sum;
  const differences: number[] = [];
  for (let rank = n; rank >= 1; rank--) {
    const minus = rank <= left;
    if (minus) left -= rank;
    differences.push(minus ? -rank : rank);
  }
  return differences;
}

/** p by going through all 2ⁿ signs, with ranks counted pair by pair. */
function bySigns(differences: readonly number[]): number {
  const sizes = differences.filter((d) => d !== 0).map(Math.abs);
  const ranks = sizes.map((x) => {
    const [below, equal] = [sizes.filter((y) => y < x).length, sizes.filter((y) => y === x).length];
    return below + (equal + 1) / 2;
  });
  const smaller = (positive: (i: number) => boolean) => {
    const plus = ranks.reduce((sum, rank, i) => (positive(i) ? sum + rank : sum), 0);
    return Math.min(plus, (ranks.length * (ranks.length + 1)) / 2 - plus);
  };
  const signs = differences.filter((d) => d !== 0).map((d) => d > 0);
  const seen = smaller((i) => signs[i]!);
  let extreme = 0;
  for (let mask = 0; mask < 2 ** ranks.length; mask++) if (smaller((i) => ((mask >> i) & 1) === 1) <= seen) extreme++;
  return extreme / 2 ** ranks.length;
}

describe('wilcoxonSignedRank', () => {
  it.each(PUBLISHED)('has the printed critical values for n = %i', (n, critical) => {
    const values = LEVELS.map((level) => {
      let w = -1;
      while (test(withMinus(n, w + 1)).p <= level) w++;
      return w < 0 ? undefined : w;
    });
    expect(values).toEqual(critical);
  });

  it.each(vectors.wilcoxon)('agrees with $source for $differences.length differences', (golden) => {
    const { n, plus, minus, p } = test(golden.differences);
    expect(n).toBe(golden.differences.length);
    expect(Math.min(plus, minus)).toBe(golden.smaller);
    expect(p / golden.p).toBeCloseTo(1, 11);
  });

  it('counts signs with ties and zeros as the slow way does', () => {
    const differences = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(differences, (values) => {
        expect(test(values).p).toBe(bySigns(values));
      }),
    );
  });

  it('gives the sums of the published comparison of two classifiers', () => {
    // Demšar (2006, JMLR 7), table 2: AUC of C4.5 with tuned m and of C4.5 on 14 datasets. He splits the ranks of the two zeros
    // and so prints 93 and 12; without them 1.5 for each sign of 0.005, and two ranks less for each other difference.
    const plain = [0.763, 0.599, 0.954, 0.628, 0.882, 0.936, 0.661, 0.583, 0.775, 1, 0.94, 0.619, 0.972, 0.957];
    const tuned = [0.768, 0.591, 0.971, 0.661, 0.888, 0.931, 0.668, 0.583, 0.838, 1, 0.962, 0.666, 0.981, 0.978];
    const { n, plus, minus, p } = wilcoxonSignedRank(tuned, plain);
    expect({ n, plus, minus }).toEqual({ n: 12, plus: 71.5, minus: 6.5 });
    expect(p).toBe(bySigns([5, -8, 17, 33, 6, -5, 7, 0, 63, 0, 22, 47, 9, 21]));
  });

  it('ties differences and drops pairs that only rounding tells apart', () => {
    // 0.3 − 0.2 and 0.2 − 0.1 are two numbers in floating point, and so are 0.1 + 0.2 and 0.3.
    expect(wilcoxonSignedRank([0.3, 0.1, 0.9, 0.1 + 0.2], [0.2, 0.2, 0.5, 0.3])).toEqual({
      n: 3,
      plus: 4.5,
      minus: 1.5,
      p: bySigns([1, -1, 4]),
    });
  });

  it('swaps its sums with its arguments', () => {
    const forth = wilcoxonSignedRank([3, 5, 9, 1], [1, 6, 2, 1]);
    expect(wilcoxonSignedRank([1, 6, 2, 1], [3, 5, 9, 1])).toEqual({ ...forth, plus: forth.minus, minus: forth.plus });
  });

  it('has nothing against equal lists', () => {
    expect(test([0, 0, 0])).toEqual({ n: 0, plus: 0, minus: 0, p: 1 });
  });

  it('counts up to 1000 pairs, and refuses more', () => {
    const many = Array.from({ length: 1001 }, (_, i) => (i % 2 === 0 ? i + 1 : -i - 1));
    // Next to the normal approximation with variance n(n + 1)(2n + 1)/24: |z| = 0.0273 with half a step less, 2Φ(−0.0273) = 0.9782.
    const { p, plus, minus } = test(many.slice(0, 1000));
    const z = (Math.abs(plus - minus) - 1) / 2 / Math.sqrt((1000 * 1001 * 2001) / 24);
    expect(z).toBeCloseTo(0.0273, 4);
    expect(p).toBeCloseTo(0.9782, 4);
    expect(() => test(many)).toThrow('1001 pairs differ; expected at most 1000, use the paired t-test for more');
  });
});
