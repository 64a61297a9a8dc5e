import type { Comparison } from '../compare/comparison.ts';

const HEADER = [
  ...['table', 'evaluation', 'backbone', 'metric', 'shots', 'method', 'dataset', 'verdict'],
  ...['paper', 'paper_protocol', 'paper_source', 'paper_table', 'paper_kind', 'paper_seeds'],
  ...['ours', 'ours_interval95', 'ours_n', 'ours_protocol', 'delta', 'reasons'],
];

/** A comparison as CSV (RFC 4180, but with LF line ends), one line for each cell; ours with four decimals, the paper's as printed. */
export function formatComparisonCsv({ table, cells }: Comparison): string {
  const records = cells.map(({ row, dataset, shots, metric, verdict, paper, ours, delta, reasons }) => [
    ...[table.id, table.evaluation, table.backbone, metric, String(shots), row.label, dataset, verdict],
    ...[paper?.value.toFixed(paper.decimals), paper?.protocol, paper?.paper, paper?.table, paper?.source],
    ...[paper?.seeds?.toString(), ours?.mean.toFixed(4), ours?.halfWidth?.toFixed(4), ours?.n.toString()],
    ...[ours?.protocol, delta?.toFixed(4), reasons.join('; ')],
  ]);
  return [HEADER, ...records].map((record) => `${record.map((field = '') => quote(field)).join(',')}\n`).join('');
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
