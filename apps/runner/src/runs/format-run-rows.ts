import type { RunRecord } from '@shotbench/dashboard/run-list';

import { alignRows } from '../align-rows.ts';

/** A run with the first line of its error. */
export interface RunRow {
  readonly run: RunRecord;
  readonly error: string | null;
}

const HEADER = [
  ...['key', 'state', 'method', 'dataset', 'protocol', 'backbone', 'evaluation'],
  ...['shots', 'seed', 'accuracy', 'seconds'],
];

/** The first columns are of text. */
const NUMBERS = HEADER.indexOf('shots');

/** A line for each run below a line of names; errors stand at the ends of the lines. */
export function formatRunRows(rows: readonly RunRow[]): string {
  const cells = rows.map(({ run }) => [
    ...[run.key, run.state, run.method, run.dataset, run.protocol, run.backbone, run.evaluation],
    ...[String(run.shots), String(run.seed ?? '-'), run.accuracy?.toFixed(2) ?? '-', run.seconds?.toFixed(1) ?? '-'],
  ]);
  const lines = alignRows([HEADER, ...cells], NUMBERS).split('\n');
  const errors = rows.map(({ run, error }) => (run.errorCode === '' ? '' : `  ${run.errorCode}: ${error ?? ''}`));
  return lines.map((line, i) => `${line}${errors[i - 1] ?? ''}`).join('\n');
}
