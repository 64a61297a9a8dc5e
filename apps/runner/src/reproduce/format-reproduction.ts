import { type Comparison } from '@shotbench/paper-results';

import type { Step } from './missing-steps.ts';

/** What is missing as text: each step with its commands below it; empty where nothing is. */
export function formatSteps(steps: readonly Step[]): string {
  if (steps.length === 0) return '';
  const blocks = steps.map(({ what, lines }) => [`# ${what}`, ...lines].join('\n'));
  return `What is missing:\n\n${blocks.join('\n\n')}\n`;
}

/** The tables with how much of each is covered, as text or as one record for each. */
export function formatTableList(comparisons: readonly Comparison[], format: string): string {
  const records = comparisons.map(({ table, cells, counts, coverage }) => ({
    ...{ table: table.id, title: table.title, backbone: table.backbone },
    printed: cells.length - counts['not-printed'],
    coverage,
    ...counts,
  }));
  if (format === 'json') return `${JSON.stringify(records, null, 2)}\n`;
  const lines = [
    ['table', 'backbone', 'printed', 'judged', 'off', ''],
    ...records.map(({ table, backbone, printed, coverage, off, title }) => [
      ...[table, backbone, String(printed), `${coverage.toFixed(1)} %`, String(off), title],
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const isNumber = (column: number) => column >= 2 && column <= 4;
  return lines
    .map((line) =>
      line
        .map((text, column) => (isNumber(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
