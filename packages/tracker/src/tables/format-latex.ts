import { captionOf } from './caption.ts';
import { groupBy } from './group-by.ts';
import type { Grid, GridColumn, GridEntry, Sheet } from './grid.ts';

const SIGNS = { best: 'bold:', second: 'underlined:' };

/**
 * A sheet as LaTeX: a `tabular` for each grid, with the rules of the package booktabs, titles and caption as comments. Compiles with
 * pdfLaTeX from 2018 on, whose source is UTF-8, and any XeLaTeX or LuaLaTeX.
 */
export function formatLatex(sheet: Sheet): string {
  if (sheet.grids.length === 0) return '% no runs\n';
  const caption = captionOf(sheet, SIGNS).map(comment).join('\n');
  return `% \\usepackage{booktabs}\n\n${[...sheet.grids.map(formatGrid), caption].join('\n\n')}\n`;
}

function formatGrid({ title, labels, columns, lines, notes }: Grid): string {
  const body = lines.flatMap(({ labels: own, entries, isApart }) => [
    ...(isApart ? ['\\midrule'] : []),
    row([...own.map(escape), ...entries.map(formatEntry)]),
  ]);
  return [
    comment(title),
    `\\begin{tabular}{${'l'.repeat(labels.length)}${'r'.repeat(columns.length)}}`,
    '\\toprule',
    ...groupHeadings(columns, labels.length),
    row([...labels, ...columns.map(({ heading }) => heading)].map(escape)),
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    ...notes.map(comment),
  ].join('\n');
}

/** The headings over several columns with the rules below them; none where no column has a group. */
function groupHeadings(columns: readonly GridColumn[], labelCount: number): string[] {
  if (columns.every(({ group }) => group === undefined)) return [];
  // A column without a group is one of its own.
  const groups = groupBy([...columns.entries()], ([i, { group }]) => group ?? `\n${i}`);
  let first = labelCount + 1;
  const rules: string[] = [];
  const headings = groups.map((members) => {
    const last = first + members.length - 1;
    const name = members[0]?.[1].group;
    if (name !== undefined) rules.push(`\\cmidrule(lr){${first}-${last}}`);
    first = last + 1;
    return name === undefined ? '' : `\\multicolumn{${members.length}}{c}{${escape(name)}}`;
  });
  return [row([...Array<string>(labelCount).fill(''), ...headings]), rules.join(' ')];
}

function formatEntry({ mean, interval, best, second, partial, text }: GridEntry): string {
  if (text !== undefined) return escape(text);
  if (mean === undefined) return '-';
  // A hyphen is no minus sign.
  const number = mean.toFixed(2).replace('-', '$-$');
  const marked = best ? `\\textbf{${number}}` : second ? `\\underline{${number}}` : number;
  const plusMinus = interval === undefined ? '' : ` $\\pm$ ${interval.toFixed(2)}`;
  return `${marked}${plusMinus}${partial ? ` ($n=${partial.done}/${partial.planned}$)` : ''}`;
}

function row(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\\\`;
}

function comment(text: string): string {
  return `% ${text.replace(/[\r\n]+/g, ' ')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '·': '$\\cdot$',
  // Other signs in the font encoding that LaTeX starts with.
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // In brackets, for at the start of a line they would be an option of the line break before it.
  '[': '{[}',
  ']': '{]}',
};

/** Names as text, whatever they contain. */
function escape(text: string): string {
  return text.replace(/[&%$#_{}]|[\\~^·<>|[\]]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`).replace(/[\r\n]+/g, ' ');
}
