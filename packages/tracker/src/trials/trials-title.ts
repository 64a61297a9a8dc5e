import { describeCell } from '../describe-cell.ts';
import type { RunRow } from '../run.ts';

/** For example "dtd, 16 shots, taskres-search, seed 1, RN50, protocol few-shot-val"; with `count` above 1, the searches of a method together. */
export function trialsTitle(run: RunRow, count = 1): string {
  const { method, backbone, protocol } = run.identity;
  if (count > 1) return `${count} searches of ${run.variant === '' ? method : `${method} (${run.variant})`}`;
  return `${describeCell(run)}, ${backbone}, protocol ${protocol}`;
}
