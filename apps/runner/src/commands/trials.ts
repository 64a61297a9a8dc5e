import {
  drawTrials,
  findRun,
  formatLatex,
  formatMarkdown,
  formatTrialsCsv,
  formatTrialsJson,
  formatTrialsText,
  type RunRow,
  Tracker,
  trialsOf,
  trialsSheet,
  trialsTable,
  trialsTitle,
} from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { databaseOption } from '../options.ts';

const FORMATS = ['text', 'csv', 'json', 'markdown', 'latex', 'svg'] as const;
type Format = (typeof FORMATS)[number];

interface TrialsOptions {
  readonly db: string;
  readonly format: Format;
}

export function trialsCommand(): Command {
  return new Command('trials')
    .description('Print all candidates that the search of a run has tried, and how much each setting mattered.')
    .argument('<run>', "the first 4 or more digits of the run's key")
    .addOption(databaseOption())
    .addOption(new Option('--format <format>', 'svg draws them over parallel axes').choices(FORMATS).default('text'))
    .addHelpText(
      'after',
      `
Candidates are compared on validation images only; the run is tested once, with the one that was chosen.

Examples:
  shotbench trials 3f9a
  shotbench trials 3f9a --format csv > trials.csv
  shotbench trials 3f9a --format svg > trials.svg

"shotbench table --format json" lists the keys of the runs behind each number.`,
    )
    .action((prefix: string, { db, format }: TrialsOptions) => {
      const tracker = Tracker.openReadOnly(db);
      try {
        process.stdout.write(formatTrials(findRun(tracker, prefix), format));
      } finally {
        tracker.close();
      }
    });
}

function formatTrials(run: RunRow, format: Format): string {
  const table = trialsTable([trialsOf(run)]);
  const title = trialsTitle(run);
  switch (format) {
    case 'text':
      return formatTrialsText(run, table);
    case 'csv':
      return formatTrialsCsv(table);
    case 'json':
      return formatTrialsJson(table);
    case 'markdown':
      return formatMarkdown(trialsSheet(table, title));
    case 'latex':
      return formatLatex(trialsSheet(table, title));
    case 'svg':
      return drawTrials(table, title);
  }
}
