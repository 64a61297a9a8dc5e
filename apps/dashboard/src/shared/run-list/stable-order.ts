/**
 * Rows sorted by a code each, 0 … `codes` − 1; rows with equal codes stay in the order in which they come. A counting sort: 100,000 rows take
 * a millisecond or two.
 */
export function stableOrder(rows: Uint32Array, codeOf: ArrayLike<number>, codes: number): Uint32Array {
  const starts = new Uint32Array(codes + 1);
  for (const row of rows) starts[codeOf[row]! + 1]!++;
  for (let code = 0; code < codes; code++) starts[code + 1]! += starts[code]!;
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[starts[codeOf[row]!]!++] = row;
  return sorted;
}

/** The numbers 0 … count − 1. */
export function everyRow(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}
