import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';

import { vectors } from '../../test/vectors.ts';
import { pairedTPower, studentTQuantile } from '../index.ts';

describe('pairedTPower', () => {
  it.each(vectors.power)('agrees with scipy for effect $effect, n = $n, alpha $alpha', (golden) => {
    expect(pairedTPower(golden.effect, golden.n, golden.alpha)).toBeCloseTo(golden.power, 12);
  });

  it("agrees with jstat's noncentral t", () => {
    for (const [effect, n] of [
      [0.5, 5],
      [1, 11],
      [0.3, 30],
    ] as const) {
      const [critical, delta] = [studentTQuantile(0.975, n - 1), effect * Math.sqrt(n)];
      const cdf = (t: number) => jstat.noncentralt.cdf(t, n - 1, delta);
      expect(pairedTPower(effect, n)).toBeCloseTo(1 - cdf(critical) + cdf(-critical), 8);
    }
  });

  it('is alpha without any effect, and the same for both signs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), fc.double({ min: 1e-4, max: 0.5, noNaN: true }), (n, alpha) => {
        expect(pairedTPower(0, n, alpha) / alpha).toBeCloseTo(1, 10);
        expect(pairedTPower(-1, n, alpha)).toBe(pairedTPower(1, n, alpha));
      }),
    );
  });

  it('agrees with the closed form of two pairs, where the critical value is far out', () => {
    // With one degree of freedom T = (Z + δ)/|Y| for normal Y and Z: P = ∫ φ(z) P(|Y| < |z + δ|/c) dz, here by the
    // trapezoidal rule, whose integrand has a kink at −δ only, where φ vanishes.
    const [alpha, effect] = [0.001, 400];
    const [critical, delta] = [studentTQuantile(1 - alpha / 2, 1), effect * Math.SQRT2];
    let sum = 0;
    for (let i = -600; i <= 600; i++) {
      const z = i / 60;
      sum += (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * erf(Math.abs(z + delta) / critical / Math.SQRT2);
    }
    expect(pairedTPower(effect, 2, alpha)).toBeCloseTo(sum / 60, 11);
  });

  it('refuses sizes and levels that cannot be', () => {
    expect(() => pairedTPower(Infinity, 5)).toThrow('the effect is Infinity; expected a finite number');
    for (const n of [1, 2.5, Number.NaN]) {
      expect(() => pairedTPower(1, n)).toThrow(`n is ${n}; expected a whole number of pairs from 2`);
    }
    for (const alpha of [0, 1, 5, Number.NaN]) {
      expect(() => pairedTPower(1, 5, alpha)).toThrow(`the level alpha is ${alpha}; expected a number between 0 and 1`);
    }
  });
});

/** The error function by its series (Abramowitz & Stegun 7.1.5), for arguments that are not large. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
