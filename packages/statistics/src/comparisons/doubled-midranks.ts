/**
 * Twice the rank of each value, from 2 for the smallest; equal values share the mean of their ranks, whose double is
 * whole. A value belongs to the ties of the one before it in order when it is at most `tolerance` above it.
 */
export function doubledMidranks(values: readonly number[], tolerance: number): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Array<number>(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    for (end = start + 1; end < order.length; end++) {
      if (values[order[end]!]! - values[order[end - 1]!]! > tolerance) break;
    }
    // The mean of the ranks start + 1 … end, doubled.
    for (let i = start; i < end; i++) ranks[order[i]!] = start + 1 + end;
  }
  return ranks;
}
