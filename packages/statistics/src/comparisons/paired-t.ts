import { studentTCdf } from '../student-t-cdf.ts';
import { tInterval, type TInterval } from '../t-interval.ts';
import { pairedDifferences } from './paired-differences.ts';

/** The mean of a − b with its interval, and Student's test of its being zero. One pair has neither spread nor test. */
export interface PairedT extends TInterval {
  /** mean / (std / √n); ±Infinity for equal differences that are not zero, 0 where all are zero. */
  readonly t?: number;
  /** Degrees of freedom, n − 1. */
  readonly df?: number;
  /** Two-sided p-value. */
  readonly p?: number;
}

/**
 * Student's t-test of paired values (Student 1908, Biometrika 6): do the means of a and b differ, with the same seed or
 * dataset in aᵢ and bᵢ? One pair gives `{ mean, n }` only. Where all differences are equal, their spread is zero and no
 * chance is left: p is 0, or 1 where they are all zero.
 *
 * @param confidence Of the interval mean ± halfWidth, between 0 and 1.
 * @throws RangeError for lists of different lengths, empty lists, values that are not finite and other confidences.
 */
export function pairedT(a: readonly number[], b: readonly number[], confidence = 0.95): PairedT {
  const { differences } = pairedDifferences(a, b);
  const interval = tInterval(differences, confidence);
  const { mean, std, n } = interval;
  if (std === undefined) return interval;
  const df = n - 1;
  // 0 / 0 where all differences are zero.
  const t = mean === 0 ? 0 : mean / (std / Math.sqrt(n));
  return { ...interval, t, df, p: 2 * studentTCdf(-Math.abs(t), df) };
}
