import { checkLevel } from '../check-level.ts';
import { increasingRoot } from '../increasing-root.ts';
import { pairedTPower } from './paired-t-power.ts';

export interface DetectionOptions {
  /** Level of the two-sided test. */
  readonly alpha?: number;
  /** Chance of finding the difference; 0.8 is Cohen's convention (1988, Statistical Power Analysis, section 2.4). */
  readonly power?: number;
}

/**
 * The true mean difference that a two-sided paired t-test finds with the given chance: exact, by the
 * power of the noncentral t distribution (`pairedTPower`), to a relative 1e-11. What is smaller than this should not be called "no difference".
 *
 * @param std Standard deviation of the paired differences, in the unit of the result; 0 gives 0.
 * @param n Pairs, 2 or more.
 * @throws RangeError for a std that is negative or not finite, an n that is not whole from 2, an alpha outside (0, 1) and
 *   a power that is not above alpha and below 1.
 */
export function minimumDetectableDifference(
  std: number,
  n: number,
  { alpha = 0.05, power = 0.8 }: DetectionOptions = {},
): number {
  if (!(std >= 0 && Number.isFinite(std))) {
    throw new RangeError(`the standard deviation is ${std}; expected 0 or a finite number above`);
  }
  checkLevel(alpha, 'level alpha', 0.05);
  // Without any difference the test already finds one with chance alpha.
  if (!(power > alpha && power < 1)) {
    throw new RangeError(`the power is ${power}; expected a number above alpha (${alpha}) and below 1`);
  }
  let high = 1;
  while (pairedTPower(high, n, alpha) < power) high *= 2;
  return std * increasingRoot((effect) => pairedTPower(effect, n, alpha) - power, 0, high);
}
