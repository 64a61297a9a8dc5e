import { EVALUATION_KINDS, type EvaluationKind, evaluationKind, type RunFilter, Tracker } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { type Format, FORMATS, formatRuns } from '../format-runs.ts';
import { databaseOption, parseNames, parseNumbers } from '../options.ts';

interface TableOptions {
  db: string;
  format: Format;
  features?: string[];
  methods?: string[];
  shots?: number[];
  testOracle?: true;
  mixProtocols?: true;
  baseToNovel?: true;
  transfer?: true;
  shifted?: true;
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
    .addOption(
      new Option(
        '--base-to-novel',
        'runs that were trained on half of the classes, with the accuracies of both halves',
      ).conflicts(['transfer', 'shifted']),
    )
    .addOption(new Option('--transfer', 'runs that were tested on sets of other classes').conflicts('shifted'))
    .option('--shifted', 'runs that were tested on other images of the same classes')
    .addHelpText(
      'after',
      `
Examples:
  shotbench table
  shotbench table --base-to-novel
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
  const evaluation = evaluationAsked(options);
  const filter: RunFilter = {
    evaluations: [evaluation],
    ...(features && { datasets: features }),
    ...(methods && { methods }),
    ...(shots && { shots }),
  };
  const arranged = { mixProtocols, ...(features && { datasets: features }) };
  return formatRuns(tracker.runs(filter), { evaluation, format, testOracle, arranged });
}

function evaluationAsked({ baseToNovel, transfer, shifted }: TableOptions): EvaluationKind {
  if (baseToNovel) return 'base-to-novel';
  if (transfer) return 'transfer';
  return shifted ? 'shifted' : 'few-shot';
}

/** The tables of the runs with these keys, as a sweep prints them when it has ended. */
export function tableOfRuns(tracker: Tracker, keys: readonly string[]): string {
  const rows = tracker.runs({ keys });
  const kinds = EVALUATION_KINDS.filter((kind) => rows.some(({ identity }) => evaluationKind(identity) === kind));
  return kinds.map((evaluation) => formatRuns(rows, { evaluation })).join('\n');
}
