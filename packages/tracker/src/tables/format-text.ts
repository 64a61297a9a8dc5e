import { alignColumns } from './align-columns.ts';
import { captionOf } from './caption.ts';
import type { Grid, GridEntry, Sheet } from './grid.ts';

const SIGNS = { best: '*', second: '°' };

/** A sheet as aligned plain text, one block for each grid, with a caption that says how the numbers were made. */
export function formatText(sheet: Sheet): string {
  if (sheet.grids.length === 0) return 'no runs\n';
  return `${[...sheet.grids.map(formatGrid), captionOf(sheet, SIGNS).join('\n')].join('\n\n')}\n`;
}

function formatGrid(grid: Grid): string {
  const { title, labels, columns, lines, notes } = grid;
  const hasGroups = columns.some(({ group }) => group !== undefined);
  const labelColumns = labels.map((heading, i) => [
    ...(hasGroups ? ['', heading] : [heading]),
    ...lines.map((line) => line.labels[i] ?? ''),
  ]);
  const numbers = columns.map(({ heading }, i) => {
    return [heading, ...alignNumbers(lines.map(({ entries }) => entries[i] as GridEntry))];
  });
  const texts = hasGroups ? groupColumns(grid, numbers) : numbers;
  const notesBelow = notes.length === 0 ? [] : ['', ...notes];
  return [title, '', ...alignColumns([...labelColumns, ...texts]), ...notesBelow].join('\n');
}

/** Each group as one column below its heading. */
function groupColumns({ columns }: Grid, numbers: readonly string[][]): string[][] {
  const groups: { name: string | undefined; members: string[][] }[] = [];
  columns.forEach(({ group }, i) => {
    const last = groups.at(-1);
    if (last && last.name === group && group !== undefined) last.members.push(numbers[i] as string[]);
    else groups.push({ name: group, members: [numbers[i] as string[]] });
  });
  return groups.map(({ name = '', members }) => [name, ...alignColumns(members)]);
}

/** Numbers end in one column, and what is said of them follows. */
function alignNumbers(entries: readonly GridEntry[]): string[] {
  const means = entries.map(({ mean, text }) => text ?? mean?.toFixed(2) ?? '-');
  const width = Math.max(...means.map(({ length }) => length));
  return entries.map((entry, i) => (means[i] as string).padStart(width) + restOf(entry));
}

function restOf({ mean, interval, best, second, partial }: GridEntry): string {
  if (mean === undefined) return '';
  const plusMinus = interval === undefined ? '' : ` ± ${interval.toFixed(2)}`;
  const mark = best ? SIGNS.best : second ? SIGNS.second : '';
  return `${plusMinus}${mark}${partial ? ` (n=${partial.done}/${partial.planned})` : ''}`;
}
