import { diffReport } from '@shotbench/run-reports';
import { findRun, Tracker } from '@shotbench/tracker';

import { WORKSPACE } from '../provenance.ts';
import { formatDiff } from './format-diff.ts';

export interface DiffOptions {
  readonly db: string;
  readonly format: 'text' | 'json';
}

/** How two runs differ, named by the first digits of their keys. */
export function diff(first: string, second: string, { db, format }: DiffOptions): string {
  const tracker = Tracker.openReadOnly(db);
  try {
    const report = diffReport(tracker, findRun(tracker, first), findRun(tracker, second), WORKSPACE);
    return format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : formatDiff(report);
  } finally {
    tracker.close();
  }
}
