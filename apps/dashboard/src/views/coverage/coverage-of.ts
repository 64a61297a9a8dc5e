import { type Protocol, PROTOCOLS, type TableCell } from '@shotbench/tracker';

/** Runs by how far they are; pending are those that are planned, or were interrupted. Without names, of which there would be thousands. */
export type RunCounts = readonly [done: number, running: number, pending: number, failed: number];

/** How much of the grid of methods × datasets × shots is done; each cell is over seeds. */
export interface Coverage {
  readonly datasets: readonly string[];
  /** Ascending. */
  readonly shots: readonly number[];
  readonly rows: readonly CoverageRow[];
  readonly total: RunCounts;
  /** Cells of the grid that no run was ever planned for. */
  readonly unplanned: number;
}

export interface CoverageRow {
  readonly method: string;
  readonly protocol: Protocol;
  /** By dataset and, within, by shots; null where nothing was ever planned. */
  readonly cells: readonly (readonly (RunCounts | null)[])[];
}

/**
 * Counts the runs of the cells: those that the tables are made of.
 * @param running keys of the runs that are on their way: cells do not tell them from other unfinished ones.
 */
export function coverageOf(cells: readonly TableCell[], running: ReadonlySet<string>): Coverage {
  const byRun = [...new Map(cells.map((cell) => [cell.keys[0], cell])).values()];
  const datasets = [...new Set(byRun.map(({ dataset }) => dataset))].sort();
  const shots = [...new Set(byRun.map((cell) => cell.shots))].sort((a, b) => a - b);
  const [columns, places] = [indexOf(datasets), indexOf(shots)];
  const rows = new Map<string, { method: string; protocol: Protocol; cells: (RunCounts | null)[][] }>();
  for (const cell of byRun) {
    const { method, protocol, dataset } = cell;
    const key = `${PROTOCOLS.indexOf(protocol)}\n${method}`;
    const row = rows.get(key) ?? { method, protocol, cells: datasets.map(() => shots.map(() => null)) };
    rows.set(key, row);
    const own = row.cells[columns.get(dataset)!]!;
    const place = places.get(cell.shots)!;
    // Evaluations on other targets have runs of their own.
    own[place] = sum(own[place] ?? NONE, countsOf(cell, running));
  }
  const sorted = [...rows.keys()].sort().map((key) => rows.get(key)!);
  const all = sorted.flatMap((row) => row.cells.flat());
  return {
    ...{ datasets, shots, rows: sorted },
    total: all.reduce<RunCounts>((total, counts) => (counts ? sum(total, counts) : total), NONE),
    unplanned: all.filter((counts) => counts === null).length,
  };
}

const NONE: RunCounts = [0, 0, 0, 0];

function countsOf({ n, failed, missing, keys }: TableCell, running: ReadonlySet<string>): RunCounts {
  const now = missing === 0 ? 0 : keys.filter((key) => running.has(key)).length;
  return [n, now, missing - now, failed];
}

function sum(a: RunCounts, b: RunCounts): RunCounts {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

function indexOf<T>(values: readonly T[]): Map<T, number> {
  return new Map(values.map((value, i) => [value, i]));
}
