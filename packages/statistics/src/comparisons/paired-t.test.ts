import jstat from 'jstat';
import { describe, expect, it } from 'vitest';

import { vectors } from '../../test/vectors.ts';
import { pairedT } from '../index.ts';

describe('pairedT', () => {
  it.each(vectors.paired_t)('agrees with scipy for $a.length pairs', ({ a, b, t, p, low, high }) => {
    const test = pairedT(a, b);
    expect(test.t! / t).toBeCloseTo(1, 11);
    expect(test.p! / p).toBeCloseTo(1, 11);
    expect(test.mean - test.halfWidth!).toBeCloseTo(low, 11);
    expect(test.mean + test.halfWidth!).toBeCloseTo(high, 11);
  });

  it('gives the test of the textbook example', () => {
    // Student's sleep data, both drugs: R's t.test(paired = TRUE) prints t = -4.0621, df = 9, p-value = 0.002833 and
    // the interval -2.4598858 to -0.7001142.
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const { mean, n, t, df, p, halfWidth } = pairedT(first, second);
    expect({ n, df }).toEqual({ n: 10, df: 9 });
    expect(t).toBeCloseTo(-4.0621, 4);
    expect(p).toBeCloseTo(0.002833, 6);
    expect(mean - halfWidth!).toBeCloseTo(-2.4598858, 7);
    expect(mean + halfWidth!).toBeCloseTo(-0.7001142, 7);
  });

  it("agrees with jstat's test of the differences", () => {
    const [a, b] = [
      [70.1, 65.2, 88.8, 91],
      [69, 66, 87.1, 90.2],
    ];
    const differences = a.map((value, i) => value - b[i]!);
    expect(pairedT(a, b).p).toBeCloseTo(jstat.ttest(0, differences, 2), 9);
  });

  it('narrows its interval, not its p-value, with a lower confidence', () => {
    const [wide, narrow] = [0.95, 0.5].map((confidence) => pairedT([1, 2, 4], [0, 0, 1], confidence));
    expect(narrow!.halfWidth).toBeLessThan(wide!.halfWidth!);
    expect(narrow!.p).toBe(wide!.p);
  });

  it('has a difference, but no test, for one pair', () => {
    expect(pairedT([67], [65])).toEqual({ mean: 2, n: 1 });
  });

  it('leaves no chance to equal differences', () => {
    const zeroSpread = { std: 0, n: 3, halfWidth: 0, df: 2 };
    expect(pairedT([2, 3, 4], [1, 2, 3])).toEqual({ ...zeroSpread, mean: 1, t: Infinity, p: 0 });
    expect(pairedT([1, 2, 3], [2, 3, 4])).toEqual({ ...zeroSpread, mean: -1, t: -Infinity, p: 0 });
    expect(pairedT([1, 2, 3], [1, 2, 3])).toEqual({ ...zeroSpread, mean: 0, t: 0, p: 1 });
  });

  it('takes differences for zero that rounding alone makes', () => {
    expect(pairedT([0.1 + 0.2, 0.1 + 0.7], [0.3, 0.8])).toMatchObject({ mean: 0, p: 1 });
  });

  it('refuses lists that are not pairs', () => {
    expect(() => pairedT([1, 2], [1])).toThrow(
      new RangeError('the lists have 2 and 1 values; expected pairs, one value each'),
    );
    expect(() => pairedT([], [])).toThrow('the list of values is empty');
    expect(() => pairedT([1, 2], [1, Number.NaN])).toThrow('value 1 is NaN; expected a finite number');
    expect(() => pairedT([1, 2], [3, 5], 95)).toThrow('the confidence is 95; expected a number between 0 and 1');
  });
});
