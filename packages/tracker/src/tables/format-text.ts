import { alignColumns } from './align-columns.ts';
import { blockTitle, methodColumns } from './block.ts';
import type { Pivot, PivotRow, PivotValue } from './pivot.ts';
import type { TableCell } from './table-cell.ts';
import { unfinished } from './unfinished.ts';

interface Entry {
  /** The number, which columns align at its right end. */
  readonly mean: string;
  readonly rest: string;
}

const NOTHING: Entry = { mean: '-', rest: '' };

/** Pivots as aligned plain text, one block for each, with a caption that says how the numbers were made. */
export function formatText(tables: readonly Pivot[]): string {
  if (tables.length === 0) return 'no runs\n';
  const blocks = tables.map(formatBlock);
  return `${[...blocks, caption(tables)].join('\n\n')}\n`;
}

function formatBlock(table: Pivot): string {
  const trainedOn = table.trainedOn === undefined ? [] : [`trained on ${table.trainedOn}`];
  const texts = [
    ...methodColumns(table.rows, ['method']),
    ...table.datasets.map((name, index) => numberColumn(name, table, (row) => valueEntry(row.values[index]))),
    ...(table.averaged ? [numberColumn(averageName(table), table, averageEntry)] : []),
  ];
  const cells = table.rows.flatMap(({ values }) => values.flatMap((value) => value?.cell ?? []));
  return [[blockTitle(table), ...trainedOn].join(' · '), '', ...alignColumns(texts), ...unfinished(cells)].join('\n');
}

function averageName({ trainedOn }: Pivot): string {
  return trainedOn === undefined ? 'average' : 'target mean';
}

function numberColumn(name: string, table: Pivot, entryOf: (row: PivotRow) => Entry): string[] {
  const entries = table.rows.map(entryOf);
  const width = Math.max(...entries.map(({ mean }) => mean.length));
  return [name, ...entries.map(({ mean, rest }) => mean.padStart(width) + rest)];
}

function valueEntry(value: PivotValue | undefined): Entry {
  if (value?.cell.mean === undefined) return NOTHING;
  const { mean, interval, n } = value.cell;
  const total = planned(value.cell);
  const partial = n === total ? '' : ` (n=${n}/${total})`;
  return { mean: mean.toFixed(2), rest: `${plusMinus(interval)}${star(value.best)}${partial}` };
}

function averageEntry({ average }: PivotRow): Entry {
  if (average === undefined) return NOTHING;
  return { mean: average.mean.toFixed(2), rest: `${plusMinus(average.interval)}${star(average.best)}` };
}

function planned({ n, failed, missing }: TableCell): number {
  return n + failed + missing;
}

function plusMinus(interval: number | undefined): string {
  return interval === undefined ? '' : ` ± ${interval.toFixed(2)}`;
}

function star(best: boolean): string {
  return best ? '*' : '';
}

/** Explains the signs that occur in the tables. */
function caption(tables: readonly Pivot[]): string {
  const values = tables.flatMap(({ rows }) => rows.flatMap((row) => row.values.filter((value) => value !== undefined)));
  const partial = values.some(({ cell }) => cell.n > 0 && cell.n < planned(cell));
  return [
    'Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).',
    ...(values.some(({ best }) => best) ? ['* best in its column, equal to two decimals.'] : []),
    ...(partial ? ['(n=a/b): a of b planned seeds are done.'] : []),
    ...averageNotes(tables),
  ].join('\n');
}

function averageNotes(tables: readonly Pivot[]): string[] {
  const names = new Set(tables.filter(({ averaged }) => averaged).map(averageName));
  return [...names].map((name) => {
    const over = name === 'average' ? 'datasets' : 'the sets that were not trained on';
    return `${name}: over ${over}, where all have a value; ± over per-seed averages, where all share their seeds.`;
  });
}
