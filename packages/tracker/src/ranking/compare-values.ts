import { MersenneTwister } from '@shotbench/mersenne-twister';
import { bootstrapDifference, minimumDetectableDifference, pairedT, wilcoxonSignedRank } from '@shotbench/statistics';

/** Values of one method less those of another, over the pairs that both have. Percentage points. */
export interface Comparison {
  readonly n: number;
  readonly difference: number;
  /** Half width of the paired 95% t-interval; absent for one pair, as all that follows. */
  readonly halfWidth?: number;
  /** Two-sided p-values, as they are or adjusted: whoever compares says which. */
  readonly p?: number;
  readonly wilcoxonP?: number;
  /** Ends of the 95% percentile bootstrap interval over the pairs. */
  readonly bootstrap?: readonly [low: number, high: number];
  /** The true difference that the paired t-test finds with a chance of 80%. */
  readonly detectable?: number;
}

/** Any fixed number will do: it makes the same values give the same intervals. */
const BOOTSTRAP_SEED = 1;

/**
 * Compares two lists of values pair by pair, with p-values as they are.
 * @param values with undefined where there is none; pairs that lack one are left out.
 * @param detectable what `minimumDetectableDifference` gives, for whoever keeps its factors.
 * @returns undefined where no pair is whole.
 */
export function compareValues(
  values: readonly (number | undefined)[],
  others: readonly (number | undefined)[],
  detectable: (std: number, n: number) => number = minimumDetectableDifference,
): Comparison | undefined {
  const pairs = values.flatMap((value, i) =>
    value === undefined || others[i] === undefined ? [] : [[value, others[i]] as const],
  );
  if (pairs.length === 0) return undefined;
  const [own, other] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  const { mean: difference, n, std, halfWidth, p } = pairedT(own, other);
  if (std === undefined || halfWidth === undefined || p === undefined) return { difference, n };
  const generator = new MersenneTwister(BOOTSTRAP_SEED);
  const { low, high } = bootstrapDifference(own, other, () => generator.next() / 2 ** 32);
  return {
    ...{ difference, n, halfWidth, p },
    wilcoxonP: wilcoxonSignedRank(own, other).p,
    bootstrap: [low!, high!],
    detectable: detectable(std, n),
  };
}
