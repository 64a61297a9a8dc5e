import { csvLine, decimals } from './csv-line.ts';
import { type Mark, markCells, type MarkOptions } from './marks.ts';
import type { TableCell } from './table-cell.ts';

const HEADER = [
  ...['dataset', 'shots', 'method', 'protocol', 'n', 'mean', 'std', 'interval95', 'backbone'],
  ...['failed', 'missing', 'best', 'second'],
];

/**
 * Table cells as CSV in long form (RFC 4180, but with LF line ends): one line for each cell, numbers with four decimals,
 * nothing where a number is undefined, `best` and `second` as 1 or 0. Where cells are of single seeds or of named metrics, last columns
 * have these. Equal results give equal bytes.
 */
export function formatCsv(cells: readonly TableCell[], options: MarkOptions = {}): string {
  const marks = markCells(cells, options);
  const hasSeeds = cells.some(({ seed }) => seed !== undefined);
  // Cells of other evaluations than few-shot are told apart by it.
  const hasMetrics = cells.some(({ metric }) => metric !== undefined);
  const header = [...HEADER, ...(hasSeeds ? ['seed'] : []), ...(hasMetrics ? ['metric'] : [])];
  const records = cells.map((cell) => {
    const { dataset, shots, method, protocol, n, mean, std, interval, backbone, failed, missing } = cell;
    const { best, second } = marks.get(cell) as Mark;
    return [
      ...[dataset, String(shots), method, protocol, String(n)],
      ...[decimals(mean), decimals(std), decimals(interval), backbone],
      ...[String(failed), String(missing), String(Number(best)), String(Number(second))],
      ...(hasSeeds ? [String(cell.seed ?? '')] : []),
      ...(hasMetrics ? [cell.metric ?? ''] : []),
    ];
  });
  return [header, ...records].map(csvLine).join('');
}
