import {
  EVALUATION_KINDS,
  evaluationKind,
  formatRuns,
  TABLE_FORMATS,
  type TableFormat,
  Tracker,
} from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { selectRuns } from '../select-runs.ts';
import { addTableOptions, layoutAsked, type TableOptions } from '../table-options.ts';

export function tableCommand(): Command {
  const command = new Command('table')
    .description('Print accuracies, mean ± 95% t-interval over seeds, of what is in the database.')
    .addOption(
      new Option('--format <format>', 'csv and json have one record for each cell, the others a table for each facet')
        .choices(TABLE_FORMATS)
        .default('text'),
    );
  return addTableOptions(command)
    .addHelpText(
      'after',
      `
Numbers of different protocols, and any that differ in what is on neither rows nor columns, get tables of their own.

Examples:
  shotbench table
  shotbench table clip-vit-b32
  shotbench table --base-to-novel
  shotbench table --features dtd --shots 1,16
  shotbench table --rows method --columns shots
  shotbench table --rows method --columns seed --shots 16
  shotbench table --format csv > accuracies.csv`,
    )
    .action(async (experiment: string | undefined, options: TableOptions & { readonly format: TableFormat }) => {
      const tracker = Tracker.openReadOnly(options.db);
      try {
        const { runs, evaluation } = await selectRuns(tracker, experiment, options);
        const { format, testOracle = false, mixProtocols = false, features: datasets } = options;
        const shown = { evaluation, format, testOracle, mixProtocols, datasets, layout: layoutAsked(options) };
        process.stdout.write(formatRuns(runs, shown));
      } finally {
        tracker.close();
      }
    });
}

/** The tables of the runs with these keys, as a sweep prints them when it has ended. */
export function tableOfRuns(tracker: Tracker, keys: readonly string[]): string {
  const runs = tracker.tableRuns({ keys });
  const kinds = EVALUATION_KINDS.filter((evaluation) => runs.some(({ kind }) => evaluationKind(kind) === evaluation));
  return kinds.map((evaluation) => formatRuns(runs, { evaluation })).join('\n');
}
