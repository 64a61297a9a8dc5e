import { captionOf } from './caption.ts';
import type { Grid, GridColumn, GridEntry, Sheet } from './grid.ts';

const SIGNS = { best: '**bold**:', second: '<u>underlined</u>:' };

/** A sheet in GitHub's Markdown: a heading and a table for each grid, and the caption as a list. */
export function formatMarkdown(sheet: Sheet): string {
  if (sheet.grids.length === 0) return 'no runs\n';
  const caption = captionOf(sheet, SIGNS).map((line) => `- ${line}`);
  return `${[...sheet.grids.map(formatGrid), caption.join('\n')].join('\n\n')}\n`;
}

function formatGrid({ title, labels, columns, lines, notes }: Grid): string {
  const rows = lines.map((line) => [...line.labels.map(escape), ...line.entries.map(formatEntry)]);
  const table = [
    [...labels.map(escape), ...columns.map(formatHeading)],
    [...labels.map(() => '---'), ...columns.map(() => '---:')],
    ...rows,
  ].map((cells) => `| ${cells.join(' | ')} |`);
  return [`### ${escape(title)}`, '', ...table, ...notes.flatMap((note) => ['', escape(note)])].join('\n');
}

/** Markdown has no headings over several columns, so each says it all. */
function formatHeading({ group, heading }: GridColumn): string {
  return escape(group === undefined ? heading : `${group}: ${heading}`);
}

function formatEntry({ mean, interval, best, second, partial, text }: GridEntry): string {
  if (text !== undefined) return escape(text);
  if (mean === undefined) return '-';
  const number = mean.toFixed(2);
  const marked = best ? `**${number}**` : second ? `<u>${number}</u>` : number;
  const plusMinus = interval === undefined ? '' : ` ± ${interval.toFixed(2)}`;
  return `${marked}${plusMinus}${partial ? ` (n=${partial.done}/${partial.planned})` : ''}`;
}

/** Names as text, whatever they contain. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~$]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}
