import { ShotbenchError } from '@shotbench/errors';
import {
  compareMethods,
  comparisonSheet,
  formatComparisonCsv,
  formatLatex,
  formatMarkdown,
  formatText,
  type MethodComparison,
  summarize,
  Tracker,
} from '@shotbench/tracker';

import type { CompareFormat, CompareOptions } from './compare-options.ts';

const FORMATTERS: Readonly<Record<CompareFormat, (comparisons: readonly MethodComparison[]) => string>> = {
  text: (comparisons) => formatText(comparisonSheet(comparisons)),
  csv: formatComparisonCsv,
  json: (comparisons) => `${JSON.stringify(comparisons, null, 2)}\n`,
  markdown: (comparisons) => formatMarkdown(comparisonSheet(comparisons)),
  latex: (comparisons) => formatLatex(comparisonSheet(comparisons)),
};

/**
 * Two methods compared, as text in a format.
 * @throws ShotbenchError what `compareMethods` throws, and `COMPARE_NOWHERE` where they never meet.
 */
export function compare({ db, format, ...asked }: CompareOptions): string {
  const tracker = Tracker.openReadOnly(db);
  try {
    // Of all runs: labels and the newest versions depend on what there is beside the two.
    const comparisons = compareMethods(summarize(tracker.tableRuns({ evaluations: ['few-shot'] })), asked);
    if (comparisons.length === 0) throw nowhere(asked);
    return FORMATTERS[format](comparisons);
  } finally {
    tracker.close();
  }
}

function nowhere({ a, b, backbone, shots }: Omit<CompareOptions, 'db' | 'format'>): ShotbenchError {
  const place = [
    ...(backbone === undefined ? [] : [`on ${backbone}`]),
    ...(shots === undefined ? [] : [`at ${shots} shots`]),
  ].join(' ');
  return new ShotbenchError(
    'COMPARE_NOWHERE',
    `"${a.method}" and "${b.method}" have no finished runs on one backbone at one shot count${place === '' ? '' : ` ${place}`}; ` +
      'expected some of both; see "shotbench table" for what there is',
  );
}
