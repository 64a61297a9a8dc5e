/**
 * P(S ≤ limit), where each rank is in the sum S or not by the throw of a fair coin: the part of the 2ⁿ subsets of
 * `ranks` whose sum is at most `limit`, counted by dynamic programming over the sums. Exact up to n = 53 (all terms are
 * multiples of 2⁻ⁿ), with a relative error below 2n · 2⁻⁵³ beyond.
 *
 * @param ranks Positive whole numbers; at most 1000 of them, as 2⁻ⁿ loses digits from n = 1023.
 * @param limit Whole, from 0. Takes up to n · limit steps.
 */
export function signedRankTail(ranks: readonly number[], limit: number): number {
  /** part[s]: the subsets of the ranks so far that sum to s, over 2ⁿ. */
  const part = new Float64Array(limit + 1);
  part[0] = 2 ** -ranks.length;
  let total = 0;
  for (const rank of ranks.toSorted((a, b) => a - b)) {
    total += rank;
    // From above, so that no rank is taken twice.
    for (let s = Math.min(total, limit); s >= rank; s--) part[s] = part[s]! + part[s - rank]!;
  }
  return part.reduce((sum, value) => sum + value, 0);
}
