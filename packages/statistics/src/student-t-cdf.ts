import { normalUpperTail } from './normal.ts';
import { studentTUpperTail } from './student-t.ts';

/** Below this the continued fraction, beyond it the expansion around the normal distribution loses fewer digits. */
const LARGE_DF = 1e4;

/**
 * Student's t distribution function P(T ≤ t). Relative error below 1e-12 in the lower tail, down to 1e-300 and to
 * t = −1e150: an upper tail is `studentTCdf(-t, df)` and a two-sided p-value `2 * studentTCdf(-Math.abs(t), df)`, never
 * one minus this.
 *
 * @param t Any number, ±Infinity included.
 * @param df Degrees of freedom, 1 or more, need not be whole; `Infinity` is the normal distribution.
 * @throws RangeError for other degrees of freedom and for a t that is not a number.
 */
export function studentTCdf(t: number, df: number): number {
  if (Number.isNaN(t)) throw new RangeError('t is NaN; expected a number');
  if (!(df >= 1)) throw new RangeError(`the degrees of freedom are ${df}; expected 1 or more`);
  const tail = upperTail(Math.abs(t), df);
  return t > 0 ? 1 - tail : tail;
}

function upperTail(t: number, df: number): number {
  if (t * t === Infinity) return 0;
  if (df > LARGE_DF) return normalUpperTail(df === Infinity ? t : equivalentNormal(t, df));
  return studentTUpperTail(t, df);
}

/** The z whose normal tail is the t tail, for large df (Hill 1970, Communications of the ACM 13(10), algorithm 395). */
function equivalentNormal(t: number, df: number): number {
  const a = df - 0.5;
  const b = 48 * a * a;
  const y = a * Math.log1p((t * t) / df);
  const second = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return Math.sqrt(y) * (1 + (y + 3 + second) / b);
}
