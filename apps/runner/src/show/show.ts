import { runReport } from '@shotbench/run-reports';
import { findRun, Tracker } from '@shotbench/tracker';

import { formatReport } from './format-report.ts';

export interface ShowOptions {
  readonly db: string;
  readonly format: 'text' | 'json';
}

/**
 * All that is known of a run.
 * @param prefix the first digits of its key.
 */
export function show(prefix: string, { db, format }: ShowOptions): string {
  const tracker = Tracker.openReadOnly(db);
  try {
    const report = runReport(tracker, findRun(tracker, prefix));
    return format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report);
  } finally {
    tracker.close();
  }
}
