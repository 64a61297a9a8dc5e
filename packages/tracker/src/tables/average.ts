import { mean } from '@shotbench/statistics';

import { seedInterval } from './seed-interval.ts';
import type { TableCell } from './table-cell.ts';

/** The macro average of one method: each dataset counts the same, however many test images it has. */
export interface PivotAverage {
  /** Mean of the datasets' means. */
  readonly mean: number;
  /** Half width of the 95% t-interval over the per-seed averages; undefined unless all datasets share two seeds or more. */
  readonly interval: number | undefined;
  /** Number of seeds that all datasets share; undefined where their seeds differ. */
  readonly n: number | undefined;
  /** The seeds that all datasets share; none where their seeds differ. */
  readonly seeds: readonly (number | null)[];
  /** The average of each of these seeds. */
  readonly values: readonly number[];
}

/** The average over the given cells; undefined if one of them is missing or has no value yet. */
export function pivotAverage(cells: readonly (TableCell | undefined)[]): PivotAverage | undefined {
  const present = cells.filter((cell) => cell !== undefined);
  const means = present.map((cell) => cell.mean).filter((value) => value !== undefined);
  if (means.length < cells.length) return undefined;

  const seeds = present[0]?.seeds ?? [];
  if (!present.every((cell) => areEqual(cell.seeds, seeds))) {
    return { mean: mean(means), interval: undefined, n: undefined, seeds: [], values: [] };
  }
  const values = seeds.map((_, seed) => mean(present.map((cell) => cell.values[seed] as number)));
  return { mean: mean(means), interval: seedInterval(values).halfWidth, n: values.length, seeds, values };
}

function areEqual(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((value, i) => value === others[i]);
}
