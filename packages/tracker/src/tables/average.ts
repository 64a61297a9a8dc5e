import { mean, tInterval } from '@shotbench/statistics';

import type { TableCell } from './table-cell.ts';

/** The macro average of one method: each dataset counts the same, however many test images it has. */
export interface PivotAverage {
  /** Mean of the datasets' means. */
  readonly mean: number;
  /** Half width of the 95% t-interval over the per-seed averages; undefined unless all datasets share two seeds or more. */
  readonly interval: number | undefined;
  /** Number of seeds that all datasets share; undefined where their seeds differ. */
  readonly n: number | undefined;
}

/** The average over the given cells; undefined if one of them is missing or has no value yet. */
export function pivotAverage(cells: readonly (TableCell | undefined)[]): PivotAverage | undefined {
  const present = cells.filter((cell) => cell !== undefined);
  const means = present.flatMap((cell) => cell.mean ?? []);
  if (means.length < cells.length) return undefined;

  const seeds = JSON.stringify(present[0]?.seeds);
  if (present.some((cell) => JSON.stringify(cell.seeds) !== seeds)) {
    return { mean: mean(means), interval: undefined, n: undefined };
  }
  const perSeed = (present[0]?.seeds ?? []).map((_, seed) => mean(present.map(({ values }) => values[seed] as number)));
  return { mean: mean(means), interval: tInterval(perSeed).halfWidth, n: perSeed.length };
}
