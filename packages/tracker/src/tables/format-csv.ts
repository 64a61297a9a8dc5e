import type { TableCell } from './table-cell.ts';

const HEADER = ['dataset', 'shots', 'method', 'protocol', 'n', 'mean', 'std', 'interval95', 'backbone'];
/** Cells of other evaluations than few-shot are told apart by it. */
const METRIC = 'metric';

/**
 * Table cells as CSV in long form (RFC 4180, but with LF line ends): one line for each cell, numbers with four decimals,
 * nothing where a number is undefined. Where cells are of named metrics, a last column has their names. Equal results give equal bytes.
 */
export function formatCsv(cells: readonly TableCell[]): string {
  const named = cells.some(({ metric }) => metric !== undefined);
  const records = cells.map(({ dataset, shots, method, protocol, n, mean, std, interval, backbone, metric }) => [
    ...[dataset, String(shots), method, protocol, String(n)],
    ...[decimals(mean), decimals(std), decimals(interval)],
    backbone,
    ...(named ? [metric ?? ''] : []),
  ]);
  return [named ? [...HEADER, METRIC] : HEADER, ...records]
    .map((record) => `${record.map(quote).join(',')}\n`)
    .join('');
}

function decimals(value: number | undefined): string {
  return value?.toFixed(4) ?? '';
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
