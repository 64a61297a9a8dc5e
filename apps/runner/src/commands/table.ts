import { formatCsv, formatJson, formatText, pivots, type RunFilter, summarize, Tracker } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { databaseOption, parseNames, parseNumbers } from '../options.ts';

const FORMATS = ['text', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface TableOptions {
  db: string;
  format: Format;
  features?: string[];
  methods?: string[];
  shots?: number[];
  testOracle?: true;
  mixProtocols?: true;
}

export function tableCommand(): Command {
  return new Command('table')
    .description('Print accuracies, mean ± 95% t-interval over seeds, of what is in the database.')
    .addOption(databaseOption())
    .addOption(
      new Option(
        '--format <format>',
        'text has one block for each shot count and protocol, csv and json one record for each cell',
      )
        .choices(FORMATS)
        .default('text'),
    )
    .option('--features <names>', 'only these feature sets, in this order', parseNames('--features'))
    .option('--methods <ids>', 'only these methods', parseNames('--methods'))
    .option('--shots <numbers>', 'only these shot counts', parseNumbers('--shots'))
    .option('--test-oracle', 'also show what was tuned on test data')
    .option('--mix-protocols', 'let methods compete whose hyper-parameters were chosen in different ways')
    .addHelpText(
      'after',
      `
Examples:
  shotbench table
  shotbench table --features dtd --shots 1,16
  shotbench table --format csv > accuracies.csv`,
    )
    .action((options: TableOptions) => {
      const tracker = Tracker.openReadOnly(options.db);
      try {
        process.stdout.write(renderTable(tracker, options));
      } finally {
        tracker.close();
      }
    });
}

function renderTable(tracker: Tracker, options: TableOptions): string {
  const { features, methods, shots, format, testOracle = false, mixProtocols = false } = options;
  const filter: RunFilter = {
    ...(features && { datasets: features }),
    ...(methods && { methods }),
    ...(shots && { shots }),
  };
  const cells = summarize(tracker.runs(filter), { testOracle });
  if (format === 'csv') return formatCsv(cells);
  if (format === 'json') return formatJson(cells);
  return formatText(pivots(cells, { mixProtocols, ...(features && { datasets: features }) }));
}

/** The table of the runs with these keys, as a sweep prints it when it has ended. */
export function tableOfRuns(tracker: Tracker, keys: readonly string[]): string {
  return formatText(pivots(summarize(tracker.runs({ keys }))));
}
