import type { ComparedCell, Comparison } from '../compare/comparison.ts';
import { averageName, type Block, blocksOf, type BlockRow } from './blocks.ts';
import { signed, SIGNS } from './signs.ts';
import { summaryLines } from './summary.ts';

const LEGEND =
  'Cells are printed / ours (difference in points): = the printed number is in our 95 % t-interval, ~ within the tolerance, ' +
  '**bold** and ! off, ? not comparable; . not printed.';

/** A comparison as Markdown, one table for each shot count and metric. */
export function formatComparisonMarkdown(comparison: Comparison): string {
  const { table } = comparison;
  const blocks = blocksOf(comparison).map((block) => formatBlock(block, averageName(comparison)));
  const list = summaryLines(comparison)
    .filter((line) => line !== '')
    .map((line) => line.replace(/^( *)/, '$1- '));
  const parts = [`## ${table.title}`, ...(table.note === undefined ? [] : [table.note]), ...blocks, LEGEND];
  return `${[...parts, list.join('\n')].join('\n\n')}\n`;
}

function formatBlock({ title, columns, rows }: Block, average: string): string {
  const hasAverage = rows.some((row) => row.average !== undefined);
  const head = ['method', ...columns, ...(hasAverage ? [average] : [])];
  const body = rows.map((row) => [row.label, ...row.cells.map(cellText), ...(hasAverage ? [averageText(row)] : [])]);
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [`### ${title}`, '', ...[head, rule, ...body].map((line) => `| ${line.join(' | ')} |`)].join('\n');
}

function cellText({ paper, ours, delta, verdict }: ComparedCell): string {
  const printed = paper === undefined ? '.' : paper.value.toFixed(paper.decimals);
  if (ours === undefined) return printed;
  const mean = ours.mean.toFixed(2);
  if (delta === undefined) return `${printed} / ${mean}`;
  const text = `${printed} / ${mean} (${signed(delta)}${SIGNS[verdict]})`;
  return verdict === 'off' ? `**${text}**` : text;
}

function averageText({ average }: BlockRow): string {
  if (average === undefined) return '';
  const { paper, ours, delta } = average;
  return ours === undefined ? paper.toFixed(2) : `${paper.toFixed(2)} / ${ours.toFixed(2)} (${signed(delta!)})`;
}
