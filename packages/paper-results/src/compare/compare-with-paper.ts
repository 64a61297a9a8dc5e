import { ShotbenchError } from '@shotbench/errors';

import type { Metric } from '../numbers/paper-file.ts';
import type { PaperNumber } from '../numbers/paper-number.ts';
import { paperNumbers } from '../numbers/paper-numbers.ts';
import type { PaperTable, PaperTableRow } from '../tables/paper-table.ts';
import { averagesOf } from './averages.ts';
import { type ComparedCell, type Comparison, type Verdict, VERDICTS } from './comparison.ts';
import { judge, objections, ourCell } from './judge.ts';
import type { OurResult } from './our-result.ts';

/**
 * Points that a number may be away from a printed one where the interval over our seeds does not reach it. A paper's own number moves as much: 1.0 is above
 * three quarters of the spreads over three seeds that R-AMT prints, and above nine tenths of the differences between two papers' numbers for
 * Tip-Adapter-F on RN50, the log of its authors and Table 5 of HC (README.md).
 */
export const DEFAULT_TOLERANCE = 1;

export interface CompareOptions {
  /** Points. Default {@link DEFAULT_TOLERANCE}. */
  readonly tolerance?: number;
}

/** Which cell of a table. */
interface Place {
  readonly row: PaperTableRow;
  readonly dataset: string;
  readonly shots: number;
  readonly metric: Metric;
}

/**
 * Each cell of a paper's table beside ours, with a verdict.
 * @param ours all results that may belong to it; of several for one cell the one that may be judged counts, then that with the most seeds.
 * @throws ShotbenchError `PAPER_TOLERANCE` for a tolerance below zero.
 */
export function compareWithPaper(
  table: PaperTable,
  ours: readonly OurResult[],
  { tolerance = DEFAULT_TOLERANCE }: CompareOptions = {},
): Comparison {
  if (!(tolerance >= 0 && Number.isFinite(tolerance))) {
    throw new ShotbenchError('PAPER_TOLERANCE', `the tolerance is ${tolerance}; expected points from 0 on, such as 1`);
  }
  const found = indexed(ours.filter(({ backbone, values }) => backbone === table.backbone && values.length > 0));
  const printed = printedNumbers(table);
  const cells = placesOf(table).map((place) => compared(place, found(place), { paper: printed(place), tolerance }));
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, cells.filter((cell) => cell.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  const judged = counts['within-interval'] + counts['within-tolerance'] + counts.off;
  const all = cells.length - counts['not-printed'];
  const coverage = all === 0 ? 0 : (100 * judged) / all;
  return { table, tolerance, cells, averages: averagesOf(table, cells), counts, coverage };
}

/** The cells of a table, row by row; what trains nothing has its cells once. */
function placesOf({ rows, shots, columns, metrics }: PaperTable): Place[] {
  return rows.flatMap((row) =>
    (row.untrained ? [0] : shots).flatMap((count) =>
      metrics.flatMap((metric) => columns.map((dataset) => ({ row, dataset, shots: count, metric }))),
    ),
  );
}

function compared(
  place: Place,
  results: readonly OurResult[],
  { paper, tolerance }: { paper: PaperNumber | undefined; tolerance: number },
): ComparedCell {
  const candidates = results
    .map((result) => ({ ours: ourCell(result), reasons: paper ? objections(place.row, paper, result) : [] }))
    .sort((a, b) => a.reasons.length - b.reasons.length || b.ours.n - a.ours.n);
  const [best] = candidates;
  if (paper === undefined) return { ...place, verdict: 'not-printed', reasons: [], ...(best && { ours: best.ours }) };
  if (best === undefined) return { ...place, verdict: 'missing', reasons: [], paper };
  const { ours, reasons } = best;
  const verdict = reasons.length > 0 ? 'not-comparable' : judge(paper, ours, tolerance);
  return { ...place, verdict, paper, ours, delta: ours.mean - paper.value, reasons };
}

/** The number of the first source of a row that prints the cell. */
function printedNumbers({ evaluation, backbone, rows }: PaperTable): (place: Place) => PaperNumber | undefined {
  const numbersOf = new Map(
    rows.map((row) => [row, row.sources.map((source) => paperNumbers({ ...source, evaluation, backbone }))]),
  );
  return ({ row, dataset, shots, metric }) => {
    const isIt = (number: PaperNumber) =>
      number.dataset === dataset && number.shots === shots && number.metric === metric;
    for (const numbers of numbersOf.get(row)!) {
      const number = numbers.find(isIt);
      if (number) return number;
    }
    return undefined;
  };
}

function indexed(ours: readonly OurResult[]): (place: Place) => readonly OurResult[] {
  const key = (method: string, dataset: string, metric: string) => JSON.stringify([method, dataset, metric]);
  const results = new Map<string, OurResult[]>();
  for (const result of ours) {
    const name = key(result.method, result.dataset, result.metric);
    results.set(name, [...(results.get(name) ?? []), result]);
  }
  return ({ row, dataset, shots, metric }) =>
    (results.get(key(row.method, dataset, metric)) ?? []).filter((result) => row.untrained || result.shots === shots);
}
