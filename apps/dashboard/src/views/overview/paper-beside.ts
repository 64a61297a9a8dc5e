import {
  type ComparedAverage,
  type ComparedCell,
  type Comparison,
  type PaperTableRow,
  signed,
  SIGNS,
  summaryLines,
} from '@shotbench/paper-results';

import type { Source } from '../source.ts';
import type { ApplicablePaper } from './applicable-papers.ts';
import type { OverviewEntry, OverviewTable } from './overview-table.ts';
import type { MadeTable } from './overview-tables.ts';
import { isAt, type PaperColumn, paperColumns } from './paper-columns.ts';
import { paperComparison, reproduceCommand } from './paper-comparison.ts';
import type { PrintedNumber } from './printed-number.ts';

/** A paper's table beside ours. */
export interface PaperBeside {
  readonly id: string;
  readonly title: string;
  readonly note: string | null;
  /** Points that a number may be away from the printed one. */
  readonly tolerance: number;
  /** Rows of which not all numbers stand beside one of ours, in the order of the columns. */
  readonly rows: readonly { readonly label: string; readonly entries: readonly (PrintedNumber | null)[] }[];
  /** Coverage, what is off, why some are not judged, and where the numbers were read: as the command line says it. */
  readonly summary: readonly string[];
  /** Prints the same, and what is missing to fill it. */
  readonly command: string;
}

/** Our table with the paper's numbers in the cells that they are of, and what else the paper prints. */
export function besidePaper(
  made: MadeTable,
  paper: ApplicablePaper,
  source: Source,
): { readonly table: OverviewTable; readonly beside: PaperBeside } {
  const { cells, ...table } = made;
  const shots = table.shots ?? undefined;
  const comparison = paperComparison(source, paper, shots);
  const columns = paperColumns(table, comparison);
  const compared = columns.map((place) => comparison.cells.filter((cell) => cell.paper && isAt(cell, place)));
  const shown = new Set<ComparedCell | ComparedAverage>();
  const rows = table.rows.map((row, r) => {
    const ofPaper = new Set<PaperTableRow>();
    const values = columns.map((place, c) => {
      const entry = place.index === undefined ? null : row.entries[place.index]!;
      const cell = place.index === undefined ? undefined : cells[r]![place.index];
      const matches = compared[c]!.filter(({ ours }) => {
        const origin = ours?.origin;
        if (!entry || !cell || !origin || origin.set !== place.set) return false;
        if (cell.keys.includes(origin.key)) return true;
        // What trains nothing has one number, whatever shot count it was run at.
        return origin.method === row.method && ours.protocol === row.protocol && ours.mean === entry.mean;
      });
      // Several rows of a paper may be of one method under different settings.
      const match = matches.find(({ verdict }) => verdict !== 'not-comparable') ?? matches[0];
      if (!entry || !match) return entry;
      shown.add(match);
      ofPaper.add(match.row);
      return { ...entry, printed: printedNumber(match) };
    });
    const entries = columns.map((place, c) => withAverage(values[c]!, place, { comparison, ofPaper, shown }));
    return { ...row, entries };
  });
  return {
    table: { ...table, columns: columns.map(({ column }) => column), rows },
    beside: {
      ...{ id: paper.table.id, title: paper.table.title, note: paper.table.note ?? null },
      tolerance: comparison.tolerance,
      rows: restOf(comparison, columns, { compared, shown }),
      summary: summaryLines(comparison).filter((line) => line !== ''),
      command: reproduceCommand(paper, shots),
    },
  };
}

interface AverageContext {
  readonly comparison: Comparison;
  /** The rows of the paper that the numbers of our row were compared with. */
  readonly ofPaper: ReadonlySet<PaperTableRow>;
  readonly shown: Set<ComparedCell | ComparedAverage>;
}

/** An average with the paper's beside it, where both are over the same numbers of ours. */
function withAverage(entry: OverviewEntry | null, place: PaperColumn, context: AverageContext): OverviewEntry | null {
  const [row, ...others] = context.ofPaper;
  if (!entry || place.column.kind !== 'average' || !row || others.length > 0) return entry;
  const average = averageOf(context.comparison, row, place);
  const isSame = average?.ours !== undefined && Math.abs(average.ours - entry.mean!) < 1e-9;
  if (!isSame) return entry;
  context.shown.add(average);
  return { ...entry, printed: printedAverage(average) };
}

function averageOf({ averages, table }: Comparison, row: PaperTableRow, { metric, column, shots }: PaperColumn) {
  const { averageOfHarmonicMeans = 'mean of H' } = table;
  if (metric === 'harmonicMean' && column.heading !== averageOfHarmonicMeans) return undefined;
  return averages.find((one) => one.row === row && one.metric === metric && (row.untrained || one.shots === shots));
}

interface Rest {
  readonly compared: readonly (readonly ComparedCell[])[];
  readonly shown: ReadonlySet<ComparedCell | ComparedAverage>;
}

function restOf(comparison: Comparison, columns: readonly PaperColumn[], { compared, shown }: Rest) {
  return comparison.table.rows.flatMap((row) => {
    const numbers = columns.map((place, c) => {
      if (place.column.kind === 'average') return averageOf(comparison, row, place);
      return compared[c]!.find((cell) => cell.row === row);
    });
    if (numbers.every((number) => number === undefined || shown.has(number))) return [];
    const entries = numbers.map((number): PrintedNumber | null => {
      if (number === undefined) return null;
      return 'verdict' in number ? printedNumber(number, shown.has(number)) : printedAverage(number, shown.has(number));
    });
    return [{ label: row.label, entries }];
  });
}

/** @param isElsewhere whether the difference already stands beside our number. */
function printedNumber({ paper, delta, verdict, reasons }: ComparedCell, isElsewhere = false): PrintedNumber {
  const { value, decimals, paper: id, table, source, protocol } = paper!;
  return {
    value: value.toFixed(decimals),
    difference: delta === undefined || isElsewhere ? null : signed(delta),
    ...{ sign: isElsewhere ? '' : SIGNS[verdict], verdict, reasons },
    source: `${id}, ${table} (${source}, protocol ${protocol})`,
  };
}

function printedAverage({ paper, delta }: ComparedAverage, isElsewhere = false): PrintedNumber {
  const difference = delta === undefined || isElsewhere ? null : signed(delta);
  return { value: paper.toFixed(2), difference, sign: '', verdict: null, reasons: [], source: null };
}
