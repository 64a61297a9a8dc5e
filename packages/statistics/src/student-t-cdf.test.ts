import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';

import { vectors } from '../test/vectors.ts';
import { studentTCdf, studentTQuantile } from './index.ts';

describe('studentTCdf', () => {
  it.each(vectors.student_t)('agrees with scipy at t = $t for df = $df', ({ df, t, cdf }) => {
    expect(studentTCdf(t, df) / cdf).toBeCloseTo(1, 12);
  });

  it('agrees with the closed forms of df = 1 and 2, deep into the lower tail', () => {
    for (const t of [0.3, 1, 5, 100, 1e6, 1e40, 1e140]) {
      expect(studentTCdf(-t, 1) / (Math.atan(1 / t) / Math.PI)).toBeCloseTo(1, 12);
      // ½(1 − t/√(2 + t²)) without the cancellation.
      const root = Math.sqrt(2 + t * t);
      expect(studentTCdf(-t, 2) / (1 / (root * (root + t)))).toBeCloseTo(1, 12);
    }
  });

  it('agrees with jstat, which is good to seven digits', () => {
    for (const df of [1, 2, 5, 30]) {
      for (const t of [-3, -1, 0, 0.5, 2]) expect(studentTCdf(t, df)).toBeCloseTo(jstat.studentt.cdf(t, df), 7);
    }
  });

  it('is undone by the quantile', () => {
    const tails = fc.double({ min: 1e-60, max: 0.49, noNaN: true });
    const degrees = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.double({ min: 1, max: 1e8, noNaN: true }));
    fc.assert(
      fc.property(tails, degrees, (p, df) => {
        expect(studentTCdf(studentTQuantile(p, df), df) / p).toBeCloseTo(1, 10);
      }),
    );
  });

  it('goes over into the large-df form without a step', () => {
    for (const t of [-30, -10, -2, -0.5]) {
      expect(studentTCdf(t, 1e4) / studentTCdf(t, 1e4 + 1e-11)).toBeCloseTo(1, 11);
    }
  });

  it('has its ends and its middle', () => {
    expect([-Infinity, 0, Infinity].map((t) => studentTCdf(t, 3))).toEqual([0, 0.5, 1]);
    expect(studentTCdf(-1.959963984540054, Infinity)).toBeCloseTo(0.025, 15);
    expect(studentTCdf(1e200, 3)).toBe(1);
  });

  it('refuses what is not a number and degrees of freedom below 1', () => {
    expect(() => studentTCdf(Number.NaN, 3)).toThrow('t is NaN; expected a number');
    expect(() => studentTCdf(1, 0)).toThrow('the degrees of freedom are 0; expected 1 or more');
  });
});
