import { doubledMidranks } from './doubled-midranks.ts';
import { pairedDifferences } from './paired-differences.ts';
import { signedRankTail } from './signed-rank-tail.ts';

/** Beyond this the exact count takes seconds and 2⁻ⁿ nears the smallest number; the paired t-test serves there. */
const MOST_PAIRS = 1000;

/** Sums of the ranks of the differences above and below zero, and the exact p-value. */
export interface WilcoxonSignedRank {
  /** Pairs that differ; the others are dropped. */
  readonly n: number;
  /** W+: the sum of the ranks of |aᵢ − bᵢ| where aᵢ > bᵢ. */
  readonly plus: number;
  /** W−: the same where aᵢ < bᵢ. */
  readonly minus: number;
  /** Exact two-sided p-value; 1 where no pair differs. */
  readonly p: number;
}

/**
 * Wilcoxon's signed-rank test (Wilcoxon 1945, Biometrics Bulletin 1), the one that Demšar (2006, JMLR 7) recommends for
 * two classifiers over several datasets. Pairs that are equal are dropped, as Wilcoxon did; equal |differences| share
 * the mean of their ranks. p = P(min(W+, W−) ≤ the one seen) over all 2ⁿ equally likely signs of these ranks: exact, with
 * ties too, no normal approximation at any n.
 *
 * With n pairs p cannot be below 2/2ⁿ: fewer than six different pairs never reach 0.05.
 *
 * @throws RangeError for lists of different lengths, empty lists, values that are not finite and more than 1000 pairs.
 */
export function wilcoxonSignedRank(a: readonly number[], b: readonly number[]): WilcoxonSignedRank {
  const { differences: all, tolerance } = pairedDifferences(a, b);
  // Deviation: Demšar splits the ranks of the zeros between both sums; that raises p and has no exact distribution of its own.
  const differences = all.filter((difference) => difference !== 0);
  const n = differences.length;
  if (n > MOST_PAIRS) {
    throw new RangeError(`${n} pairs differ; expected at most ${MOST_PAIRS}, use the paired t-test for more`);
  }
  const ranks = doubledMidranks(
    differences.map((difference) => Math.abs(difference)),
    tolerance,
  );
  const doubledPlus = ranks.reduce((sum, rank, i) => (differences[i]! > 0 ? sum + rank : sum), 0);
  const doubledMinus = n * (n + 1) - doubledPlus;
  const tail = signedRankTail(ranks, Math.min(doubledPlus, doubledMinus));
  // The distribution is symmetric; at its middle both tails hold the middle.
  return { n, plus: doubledPlus / 2, minus: doubledMinus / 2, p: Math.min(1, 2 * tail) };
}
