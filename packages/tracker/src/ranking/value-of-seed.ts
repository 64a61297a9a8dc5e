import type { TableCell } from '../tables/table-cell.ts';

/** A cell's value with a seed; what does not depend on a seed has the same value with each. */
export function valueOfSeed(
  { seeds, values }: Pick<TableCell, 'seeds' | 'values'>,
  seed: number | null,
): number | undefined {
  if (seeds.length === 1 && seeds[0] === null) return values[0];
  const i = seeds.indexOf(seed);
  return i < 0 ? undefined : values[i];
}
