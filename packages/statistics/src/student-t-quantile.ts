import { normalDensity, normalUpperTail } from './normal.ts';
import { studentTDensity, studentTUpperTail } from './student-t.ts';

/** Beyond this the continued fraction of the t tail grows long, and three terms around the normal quantile are exact. */
const LARGE_DF = 1e5;

/**
 * Inverse of Student's t distribution: the t with P(T ≤ t) = p for `df` degrees of freedom.
 * Relative error below 1e-12 for tails down to 1e-100, except next to p = ½, where the absolute error is below 1e-15.
 *
 * @param p Probability between 1e-100 and 1, both excluded.
 * @param df Degrees of freedom, 1 or more, need not be whole; `Infinity` is the normal distribution.
 * @throws RangeError outside these ranges.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 1e-100 && p < 1)) throw new RangeError(`the probability is ${p}; expected a number between 1e-100 and 1`);
  if (!(df >= 1)) throw new RangeError(`the degrees of freedom are ${df}; expected 1 or more`);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const quantile =
    df > LARGE_DF
      ? aroundNormal(invertTail(tail, normalUpperTail, normalDensity), df)
      : invertTail(
          tail,
          (t) => studentTUpperTail(t, df),
          (t) => studentTDensity(t, df),
        );
  return p < 0.5 ? -quantile : quantile;
}

/** Cornish–Fisher expansion of the t quantile in 1/df (Abramowitz & Stegun 26.7.5). */
function aroundNormal(z: number, df: number): number {
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + (first + (second + third / df) / df) / df;
}

/**
 * The t > 0 where a falling tail function has the given value below ½. Newton's method on the logarithm of the tail,
 * which is nearly straight where the tail itself is flat, inside a bracket that bisection halves when a step leaves it.
 */
function invertTail(target: number, tail: (t: number) => number, density: (t: number) => number): number {
  let low = 0;
  let high = 1;
  while (tail(high) > target) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const value = tail(t);
    if (value > target) low = t;
    else high = t;
    const newton = t + (Math.log(value / target) * value) / density(t);
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}
