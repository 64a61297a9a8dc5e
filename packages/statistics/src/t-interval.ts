import { checkLevel } from './check-level.ts';
import { mean, sampleStd } from './descriptive.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/** A mean with the half width of its confidence interval. One value has a mean, but neither spread nor interval. */
export interface TInterval {
  readonly mean: number;
  /** Sample standard deviation (n − 1). */
  readonly std?: number;
  readonly n: number;
  /** The interval is mean ± halfWidth. */
  readonly halfWidth?: number;
}

/**
 * Two-sided Student's t interval of the mean: x̄ ± t(1 − (1 − confidence)/2, n − 1) · s / √n.
 * @throws RangeError on an empty list, values that are not finite, and a confidence outside (0, 1).
 */
export function tInterval(values: readonly number[], confidence = 0.95): TInterval {
  checkLevel(confidence, 'confidence', 0.95);
  const n = values.length;
  const center = mean(values);
  const std = sampleStd(values);
  if (std === undefined) return { mean: center, n };
  // The lower quantile, negated: 1 − (1 − confidence)/2 would lose digits as the confidence nears 1.
  const quantile = -studentTQuantile((1 - confidence) / 2, n - 1);
  return { mean: center, std, n, halfWidth: (quantile * std) / Math.sqrt(n) };
}
