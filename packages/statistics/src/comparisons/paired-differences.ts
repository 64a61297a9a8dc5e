import { checkValues } from '../descriptive.ts';

/** Differences of pairs, and how far two numbers may lie apart that are the same on paper. */
export interface PairedDifferences {
  /** aᵢ − bᵢ, exactly 0 where it is so on paper. */
  readonly differences: readonly number[];
  readonly tolerance: number;
}

/**
 * Differences a − b by pair. 0.3 − 0.2 and 0.2 − 0.1 are one number on paper and two in floating point, and
 * averages that add their seeds in another order differ by a bit: what is closer than 2⁻⁴⁰ of the largest value (1e-10
 * percent points for accuracies) counts as equal, so that ties and zeros do not depend on rounding.
 *
 * @throws RangeError for lists of different lengths, empty lists and values that are not finite.
 */
export function pairedDifferences(a: readonly number[], b: readonly number[]): PairedDifferences {
  if (a.length !== b.length) {
    throw new RangeError(`the lists have ${a.length} and ${b.length} values; expected pairs, one value each`);
  }
  checkValues(a);
  checkValues(b);
  const largest = [...a, ...b].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const tolerance = largest * 2 ** -40;
  const differences = a.map((value, i) => {
    const difference = value - b[i]!;
    return Math.abs(difference) <= tolerance ? 0 : difference;
  });
  return { differences, tolerance };
}
