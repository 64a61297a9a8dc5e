import {
  findRun,
  formatTrialsCsv,
  formatTrialsJson,
  formatTrialsText,
  Tracker,
  trialsOf,
  trialsTable,
} from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { databaseOption } from '../options.ts';

interface TrialsOptions {
  readonly db: string;
  readonly format: 'text' | 'csv' | 'json';
}

export function trialsCommand(): Command {
  return new Command('trials')
    .description('Print all candidates that the search of a run has tried, and how much each setting mattered.')
    .argument('<run>', "the first 4 or more digits of the run's key")
    .addOption(databaseOption())
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'csv', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Candidates are compared on validation images only; the run is tested once, with the one that was chosen.

Examples:
  shotbench trials 3f9a
  shotbench trials 3f9a --format csv > trials.csv

"shotbench table --format json" lists the keys of the runs behind each number.`,
    )
    .action((prefix: string, { db, format }: TrialsOptions) => {
      const tracker = Tracker.openReadOnly(db);
      try {
        const run = findRun(tracker, prefix);
        const table = trialsTable([trialsOf(run)]);
        const write = { csv: formatTrialsCsv, json: formatTrialsJson };
        process.stdout.write(format === 'text' ? formatTrialsText(run, table) : write[format](table));
      } finally {
        tracker.close();
      }
    });
}
