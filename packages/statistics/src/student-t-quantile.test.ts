import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';

import { studentTQuantile } from './index.ts';

/** Upper critical values as printed, to three decimals, in the NIST/SEMATECH e-Handbook of Statistical Methods 1.3.6.7.2. */
const LEVELS = [0.9, 0.95, 0.975, 0.99, 0.995, 0.999];
const PUBLISHED: readonly (readonly [df: number, ...values: number[]])[] = [
  [1, 3.078, 6.314, 12.706, 31.821, 63.657, 318.309],
  [2, 1.886, 2.92, 4.303, 6.965, 9.925, 22.327],
  [3, 1.638, 2.353, 3.182, 4.541, 5.841, 10.215],
  [4, 1.533, 2.132, 2.776, 3.747, 4.604, 7.173],
  [5, 1.476, 2.015, 2.571, 3.365, 4.032, 5.893],
  [6, 1.44, 1.943, 2.447, 3.143, 3.707, 5.208],
  [7, 1.415, 1.895, 2.365, 2.998, 3.499, 4.785],
  [8, 1.397, 1.86, 2.306, 2.896, 3.355, 4.501],
  [9, 1.383, 1.833, 2.262, 2.821, 3.25, 4.297],
  [10, 1.372, 1.812, 2.228, 2.764, 3.169, 4.144],
  [11, 1.363, 1.796, 2.201, 2.718, 3.106, 4.025],
  [12, 1.356, 1.782, 2.179, 2.681, 3.055, 3.93],
  [13, 1.35, 1.771, 2.16, 2.65, 3.012, 3.852],
  [14, 1.345, 1.761, 2.145, 2.624, 2.977, 3.787],
  [15, 1.341, 1.753, 2.131, 2.602, 2.947, 3.733],
  [16, 1.337, 1.746, 2.12, 2.583, 2.921, 3.686],
  [17, 1.333, 1.74, 2.11, 2.567, 2.898, 3.646],
  [18, 1.33, 1.734, 2.101, 2.552, 2.878, 3.61],
  [19, 1.328, 1.729, 2.093, 2.539, 2.861, 3.579],
  [20, 1.325, 1.725, 2.086, 2.528, 2.845, 3.552],
  [21, 1.323, 1.721, 2.08, 2.518, 2.831, 3.527],
  [22, 1.321, 1.717, 2.074, 2.508, 2.819, 3.505],
  [23, 1.319, 1.714, 2.069, 2.5, 2.807, 3.485],
  [24, 1.318, 1.711, 2.064, 2.492, 2.797, 3.467],
  [25, 1.316, 1.708, 2.06, 2.485, 2.787, 3.45],
  [26, 1.315, 1.706, 2.056, 2.479, 2.779, 3.435],
  [27, 1.314, 1.703, 2.052, 2.473, 2.771, 3.421],
  [28, 1.313, 1.701, 2.048, 2.467, 2.763, 3.408],
  [29, 1.311, 1.699, 2.045, 2.462, 2.756, 3.396],
  [30, 1.31, 1.697, 2.042, 2.457, 2.75, 3.385],
  [60, 1.296, 1.671, 2, 2.39, 2.66, 3.232],
  [120, 1.289, 1.658, 1.98, 2.358, 2.617, 3.16],
  [Infinity, 1.282, 1.645, 1.96, 2.326, 2.576, 3.09],
];

/** Multiples of 2⁻²⁰, so that 1 − p is exact. */
const probabilities = fc.integer({ min: 1, max: 2 ** 20 - 1 }).map((k) => k / 2 ** 20);
const degrees = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.double({ min: 1, max: 1e8, noNaN: true }));

/** |a − b| relative to the larger of |b| and 1. */
const distance = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(b));

describe('studentTQuantile', () => {
  it.each(PUBLISHED)('rounds to the published table for df = %s', (df, ...values) => {
    expect(LEVELS.map((p) => Number(studentTQuantile(p, df).toFixed(3)))).toEqual(values);
  });

  it('agrees with the closed forms of df = 1, 2 and 4, deep into the tails', () => {
    for (const p of [1e-90, 1e-30, 1e-12, 1e-6, 0.001, 0.025, 0.1, 0.25, 0.4, 0.49]) {
      const a = 4 * p * (1 - p);
      expect(studentTQuantile(p, 1) / (-1 / Math.tan(Math.PI * p))).toBeCloseTo(1, 12);
      expect(studentTQuantile(p, 2) / ((2 * p - 1) * Math.sqrt(2 / a))).toBeCloseTo(1, 12);
      const q = Math.cos(Math.acos(Math.sqrt(a)) / 3) / Math.sqrt(a);
      expect(studentTQuantile(p, 4) / (-2 * Math.sqrt(q - 1))).toBeCloseTo(1, 12);
    }
  });

  it('agrees with the normal quantile to all printed digits', () => {
    expect(studentTQuantile(0.975, Infinity)).toBeCloseTo(1.959963984540054, 14);
    expect(studentTQuantile(0.995, Infinity)).toBeCloseTo(2.575829303548901, 14);
    expect(studentTQuantile(1e-90, Infinity)).toBeCloseTo(-20.164689059718683, 12);
  });

  it('goes over into the large-df expansion without a step', () => {
    for (const p of [1e-90, 1e-15, 1e-6, 0.025, 0.1, 0.4]) {
      expect(distance(studentTQuantile(p, 1e5), studentTQuantile(p, 1e5 + 1e-6))).toBeLessThan(1e-12);
    }
  });

  it('agrees with jstat, which is good to seven digits', () => {
    for (const df of [1, 2, 3, 5, 9, 30, 100]) {
      for (const p of [0.005, 0.025, 0.2, 0.6, 0.9, 0.975, 0.9995]) {
        expect(distance(studentTQuantile(p, df), jstat.studentt.inv(p, df))).toBeLessThan(1e-7);
      }
    }
  });

  it('is odd around p = ½ and rises with p', () => {
    fc.assert(
      fc.property(probabilities, probabilities, degrees, (p, q, df) => {
        expect(studentTQuantile(p, df) + studentTQuantile(1 - p, df)).toBe(0);
        if (p < q) expect(studentTQuantile(p, df)).toBeLessThan(studentTQuantile(q, df));
      }),
    );
    expect(studentTQuantile(0.5, 7)).toBe(0);
  });

  it('falls towards the normal quantile as df grows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.501, max: 0.9999, noNaN: true }), degrees, degrees, (p, one, other) => {
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        const slack = 1e-12 * studentTQuantile(p, few);
        expect(studentTQuantile(p, many)).toBeLessThanOrEqual(studentTQuantile(p, few) + slack);
        expect(studentTQuantile(p, Infinity)).toBeLessThanOrEqual(studentTQuantile(p, many) + slack);
      }),
    );
  });

  it('refuses probabilities and degrees of freedom out of range', () => {
    for (const p of [0, 1, -0.1, 1.5, Number.NaN]) {
      expect(() => studentTQuantile(p, 3)).toThrow(`the probability is ${p}; expected a number between`);
    }
    for (const df of [0, 0.5, -1, Number.NaN]) {
      expect(() => studentTQuantile(0.9, df)).toThrow(`the degrees of freedom are ${df}; expected 1 or more`);
    }
  });
});
