import { checkLevel } from './check-level.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/** An interval of proportions, both from 0 to 1. */
export interface WilsonInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion, without correction for continuity (Wilson 1927, JASA 22): for the accuracy of
 * a single run, `successes` test images classified right out of `n`. It holds what chance of test images leaves open;
 * the draw of the shots, which an interval over seeds measures, is not in it.
 *
 * (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n) with z the normal quantile.
 *
 * @throws RangeError for counts that are not whole with 0 ≤ successes ≤ n and n ≥ 1, and a confidence outside (0, 1).
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): WilsonInterval {
  checkLevel(confidence, 'confidence', 0.95);
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`n is ${n}; expected a whole number from 1`);
  if (!(Number.isInteger(successes) && successes >= 0 && successes <= n)) {
    throw new RangeError(`the successes are ${successes} of ${n}; expected a whole number from 0 to ${n}`);
  }
  const z = -studentTQuantile((1 - confidence) / 2, Infinity);
  const rate = successes / n;
  const center = rate + (z * z) / (2 * n);
  const spread = z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // The ends that are 0 and 1 on paper are so here, not next to it.
  return {
    low: successes === 0 ? 0 : (center - spread) / scale,
    high: successes === n ? 1 : (center + spread) / scale,
  };
}
