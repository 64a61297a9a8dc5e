import type { ComparedCell, Comparison } from '../compare/comparison.ts';
import { PAPERS } from '../numbers/papers.ts';
import { signed } from './signs.ts';

/** What the numbers of a comparison come to: coverage, where they are off, why some are not judged, and where the paper's were read. */
export function summaryLines(comparison: Comparison): string[] {
  return [
    coverageLine(comparison),
    ...offLines(comparison),
    ...reasonLines(comparison),
    '',
    'Printed numbers, by source:',
    ...sourceLines(comparison),
    ...paperLines(comparison),
  ];
}

/** Coverage and counts on one line. */
export function coverageLine({ cells, counts, coverage, tolerance }: Comparison): string {
  const printed = cells.length - counts['not-printed'];
  const parts = [
    `${counts['within-interval']} within our interval`,
    `${counts['within-tolerance']} within ${tolerance} ${tolerance === 1 ? 'point' : 'points'}`,
    `${counts.off} off`,
    `${counts['not-comparable']} not comparable`,
    `${counts.missing} missing`,
  ];
  const unprinted = counts['not-printed'] === 0 ? '' : `; ${counts['not-printed']} not printed anywhere we have read`;
  return `${coverage.toFixed(1)} % of ${printed} printed numbers judged: ${parts.join(', ')}${unprinted}`;
}

function offLines({ cells }: Comparison): string[] {
  return cells
    .filter(({ verdict }) => verdict === 'off')
    .map((cell) => `off: ${where(cell)}: ours ${cell.ours!.mean.toFixed(2)}, ${signed(cell.delta!)} points`);
}

function where({ row, dataset, shots, metric }: ComparedCell): string {
  const parts = [row.label, dataset, ...(row.untrained ? [] : [`${shots} shots`])];
  return [...parts, ...(metric === 'accuracy' ? [] : [metric])].join(', ');
}

function reasonLines({ cells }: Comparison): string[] {
  const told = cells.flatMap(({ row, reasons }) => reasons.map((reason) => `not comparable: ${row.label}: ${reason}`));
  return counted(told).map(([text, count]) => `${text} (${cellCount(count)})`);
}

function sourceLines({ table, cells }: Comparison): string[] {
  return table.rows.map((row) => {
    const own = cells.flatMap((cell) => (cell.row === row && cell.paper ? [cell.paper] : []));
    const sources = counted(
      own.map(({ paper, table: name, ...told }) => `${paper}, ${name} (${told.source}, protocol ${told.protocol})`),
    );
    const listed = sources.map(([text, count]) => `${text}: ${count}`).join('; ');
    return `  ${row.label}: ${listed === '' ? 'not printed anywhere we have read' : listed}`;
  });
}

function paperLines({ cells }: Comparison): string[] {
  const used = new Set(cells.map(({ paper }) => paper?.paper));
  return PAPERS.filter(({ id }) => used.has(id)).map(({ id, title, authors, venue, arxiv }) => {
    const parts = [...(authors === undefined ? [] : [authors]), `"${title}"`, venue];
    return `  ${id}: ${[...parts, ...(arxiv === undefined ? [] : [`arXiv ${arxiv}`])].join(', ')}`;
  });
}

function counted(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts];
}

function cellCount(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}
