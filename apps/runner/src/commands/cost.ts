import { COST_NAMES, type CostName, Tracker } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { type CostFormat, COST_FORMATS, formatCosts } from '../format-costs.ts';
import { databaseOption, parseNames, parseNumbers } from '../options.ts';

interface CostOptions {
  readonly db: string;
  readonly format: CostFormat;
  readonly axis: CostName;
  readonly shots?: number[];
  readonly backbone?: string[];
  readonly features?: string[];
  readonly methods?: string[];
  readonly machine?: string;
  readonly mixProtocols?: true;
}

export function costCommand(): Command {
  return new Command('cost')
    .description('Print what methods cost beside what they reach, and which are on the Pareto front.')
    .addOption(databaseOption())
    .addOption(
      new Option('--format <format>', 'svg draws one backbone and shot count').choices(COST_FORMATS).default('text'),
    )
    .addOption(
      new Option('--axis <cost>', 'what the Pareto front is of, against accuracy')
        .choices(COST_NAMES)
        .default('training'),
    )
    .option('--shots <numbers>', 'only these shot counts', parseNumbers('--shots'))
    .option('--backbone <names>', 'only these backbones', parseNames('--backbone'))
    .option('--features <names>', 'only these feature sets', parseNames('--features'))
    .option('--methods <ids>', 'only these methods', parseNames('--methods'))
    .option('--machine <name>', 'costs of runs on this machine only, as the notes below a table name it')
    .option('--mix-protocols', 'let methods compete whose hyper-parameters were chosen in different ways')
    .addHelpText(
      'after',
      `
Numbers are averages over the datasets that all methods have results on; the notes say which are left out.

Examples:
  shotbench cost --shots 16
  shotbench cost --shots 16 --axis parameters --methods taskres,tip-adapter-f
  shotbench cost --shots 16 --backbone RN50 --format svg > cost.svg`,
    )
    .action(({ db, features, methods, shots, backbone, ...options }: CostOptions) => {
      const tracker = Tracker.openReadOnly(db);
      try {
        const filter = {
          evaluations: ['few-shot'] as const,
          ...(features && { datasets: features }),
          ...(methods && { methods }),
          ...(shots && { shots }),
          ...(backbone && { backbones: backbone }),
        };
        process.stdout.write(formatCosts(tracker, filter, options));
      } finally {
        tracker.close();
      }
    });
}
