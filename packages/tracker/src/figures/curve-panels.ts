import { type Protocol, PROTOCOLS } from '../identity.ts';
import { type Pivot, pivots } from '../tables/pivot.ts';
import { isOldDataset, type TableCell } from '../tables/table-cell.ts';
import { type PrintedLine, printedLines, type PrintedNumber } from './printed-lines.ts';

/** One small multiple: the lines of all methods on one dataset, or on the average of them. */
export interface Panel {
  readonly name: string;
  /** Over how many datasets this is the average; 0 for a single dataset. */
  readonly averages: number;
  readonly lines: readonly Line[];
  /** What a paper prints for this dataset, or on average over the same datasets. */
  readonly printed: readonly PrintedLine[];
}

export interface Line {
  readonly method: string;
  readonly protocol: Protocol;
  /** By shots, ascending. */
  readonly points: readonly Point[];
}

/** A point without a mean is planned but has no finished run yet; its line has a gap there. */
export interface Point {
  readonly shots: number;
  readonly mean: number | null;
  readonly interval: number | null;
  /** Seeds behind the mean; null for an average over datasets that do not share theirs. */
  readonly n: number | null;
  /** Whether runs of this point have failed or are still to finish. */
  readonly partial: boolean;
}

/**
 * The curves of one backbone's cells: a panel for each dataset by name, then the average where there is one.
 * @param printed numbers of that backbone to set beside ours.
 */
export function curvePanels(cells: readonly TableCell[], printed: readonly PrintedNumber[] = []): Panel[] {
  const datasets = [...new Set(cells.map(({ dataset }) => dataset))].sort();
  const panels = datasets.map((name) => {
    const own = cells.filter(({ dataset }) => dataset === name).sort((a, b) => a.shots - b.shots);
    const lines = linesOf(own.map((cell) => ({ line: cell, point: cellPoint(cell) })));
    return { name, averages: 0, lines, printed: printedLines(printed, [name]) };
  });

  // All points of an average curve are over the same datasets, or its slope would mean nothing; older versions of a
  // dataset (`name@hash`) are not averaged, as in the tables.
  const averaged = [...new Set(cells.filter((cell) => !isOldDataset(cell)).map(({ dataset }) => dataset))];
  if (averaged.length < 2) return panels;
  const points = pivots(cells, { datasets: averaged }).flatMap(averagePoints);
  const average = { name: 'average', averages: averaged.length, lines: linesOf(points) };
  return [...panels, { ...average, printed: printedLines(printed, averaged) }];
}

interface Placed {
  readonly line: Pick<Line, 'method' | 'protocol'>;
  readonly point: Point;
}

function linesOf(placed: readonly Placed[]): Line[] {
  const lines = new Map<string, { method: string; protocol: Protocol; points: Point[] }>();
  for (const { line, point } of placed) {
    const { method, protocol } = line;
    const key = JSON.stringify([method, protocol]);
    const known = lines.get(key);
    if (known === undefined) lines.set(key, { method, protocol, points: [point] });
    else known.points.push(point);
  }
  return [...lines.values()].sort(compareLines);
}

/** The order of the rows in the tables. */
function compareLines(a: Line, b: Line): number {
  if (a.method !== b.method) return a.method < b.method ? -1 : 1;
  return PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol);
}

function cellPoint({ shots, mean, interval, n, failed, missing }: TableCell): Point {
  return { shots, mean: mean ?? null, interval: interval ?? null, n, partial: failed + missing > 0 };
}

function averagePoints({ shots, rows }: Pivot): Placed[] {
  return rows.map(({ method, protocol, values, average }) => {
    const partial = values.some((value) => value === undefined || value.cell.failed + value.cell.missing > 0);
    const point = {
      shots,
      mean: average?.mean ?? null,
      interval: average?.interval ?? null,
      n: average?.n ?? null,
      partial,
    };
    return { line: { method, protocol }, point };
  });
}
