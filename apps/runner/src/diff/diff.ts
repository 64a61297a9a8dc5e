import { classesSheet, diffReport, drawConfusions, pairedPredictions, partDetails } from '@shotbench/run-reports';
import { findRun, formatLatex, formatMarkdown, type RunRow, Tracker } from '@shotbench/tracker';

import { WORKSPACE } from '../provenance.ts';
import type { DiffFormat } from './diff-formats.ts';
import { formatDiff } from './format-diff.ts';

export interface DiffOptions {
  readonly db: string;
  readonly format: DiffFormat;
}

/** How two runs differ, named by the first digits of their keys. */
export function diff(firstPrefix: string, secondPrefix: string, { db, format }: DiffOptions): string {
  const tracker = Tracker.openReadOnly(db);
  try {
    const [first, second] = [findRun(tracker, firstPrefix), findRun(tracker, secondPrefix)];
    switch (format) {
      case 'text':
        return formatDiff(diffReport(tracker, first, second, WORKSPACE));
      case 'json':
        return `${JSON.stringify(diffReport(tracker, first, second, WORKSPACE), null, 2)}\n`;
      case 'markdown':
        return formatMarkdown(classesSheet(first, second, partsOf(tracker, first, second)));
      case 'latex':
        return formatLatex(classesSheet(first, second, partsOf(tracker, first, second)));
      case 'svg':
        return drawConfusions(first, second, partsOf(tracker, first, second));
    }
  } finally {
    tracker.close();
  }
}

function partsOf(tracker: Tracker, first: RunRow, second: RunRow) {
  return pairedPredictions(tracker, first.key, second.key).pairs.flatMap((pair) => partDetails(...pair) ?? []);
}
