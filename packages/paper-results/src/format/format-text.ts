import type { ComparedCell, Comparison } from '../compare/comparison.ts';
import { averageName, type Block, blocksOf, type BlockRow } from './blocks.ts';
import { signed, SIGNS } from './signs.ts';
import { summaryLines } from './summary.ts';

const LEGEND =
  "Δ is ours less the paper's, in points. = the printed number is in our 95% t-interval over seeds, ~ within the tolerance, ! off, ? not comparable; " +
  '- no run of ours, . not printed.';

/** A comparison as aligned plain text: for each method what is printed, and below it ours and the difference where we have any. */
export function formatComparison(comparison: Comparison): string {
  const { table } = comparison;
  const head = [`${table.id}: ${table.title}`, ...(table.note === undefined ? [] : [table.note])].join('\n');
  const blocks = blocksOf(comparison).map((block) => formatBlock(block, averageName(comparison)));
  const tail = [LEGEND, '', ...summaryLines(comparison)].join('\n');
  return `${[head, ...blocks, tail].join('\n\n')}\n`;
}

function formatBlock({ title, columns, rows }: Block, average: string): string {
  const hasAverage = rows.some((row) => row.average !== undefined);
  const lines = [
    ['', '', ...columns, ...(hasAverage ? [average] : [])].map((name) => `${name} `),
    ...rows.flatMap((row) => linesOf(row, hasAverage)),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line
      .map((entry, column) => (column < 2 ? entry.padEnd(widths[column]!) : entry.padStart(widths[column]!)))
      .join(' ')
      .trimEnd(),
  );
  return [title, '', ...text].join('\n');
}

/** Numbers end one place before the column's end, which signs take. */
function linesOf({ label, cells, average }: BlockRow, hasAverage: boolean): string[][] {
  const last = (text: string | undefined) => (hasAverage ? [`${text ?? ''} `] : []);
  const printed = cells.map(({ paper }) => `${paper === undefined ? '.' : paper.value.toFixed(paper.decimals)} `);
  const first = [`${label} `, 'paper ', ...printed, ...last(average?.paper.toFixed(2))];
  if (cells.every(({ ours }) => ours === undefined)) return [first];
  return [
    first,
    ['', 'ours ', ...cells.map(({ ours }) => `${ours?.mean.toFixed(2) ?? '-'} `), ...last(average?.ours?.toFixed(2))],
    ['', 'Δ ', ...cells.map(difference), ...last(average?.delta === undefined ? undefined : signed(average.delta))],
  ];
}

function difference({ delta, verdict }: ComparedCell): string {
  return delta === undefined ? ' ' : `${signed(delta)}${SIGNS[verdict]}`;
}
