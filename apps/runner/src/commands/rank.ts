import { formatRanking, rankMethods, summarize, Tracker } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { databaseOption, parseNames, parseNumbers } from '../options.ts';

interface RankCommandOptions {
  readonly db: string;
  readonly format: 'text' | 'json';
  readonly features?: string[];
  readonly methods?: string[];
  readonly shots?: number[];
  readonly mixProtocols?: boolean;
}

export function rankCommand(): Command {
  return new Command('rank')
    .description('Rank methods in groups that paired tests over datasets cannot tell apart.')
    .addOption(databaseOption())
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--features <names>', 'only these feature sets', parseNames('--features'))
    .option('--methods <ids>', 'only these methods', parseNames('--methods'))
    .option('--shots <numbers>', 'only these shot counts', parseNumbers('--shots'))
    .option('--mix-protocols', 'let methods compete whose hyper-parameters were chosen in different ways')
    .addHelpText(
      'after',
      `
Datasets pair the methods, each counting the same; where there is only one, its seeds do.

Examples:
  shotbench rank --shots 16
  shotbench rank --shots 16 --mix-protocols --format json`,
    )
    .action(({ db, format, features, methods, shots, mixProtocols = false }: RankCommandOptions) => {
      const tracker = Tracker.openReadOnly(db);
      try {
        const filter = {
          evaluations: ['few-shot'] as const,
          ...(features && { datasets: features }),
          ...(methods && { methods }),
          ...(shots && { shots }),
        };
        const rankings = rankMethods(summarize(tracker.tableRuns(filter)), { mixProtocols });
        process.stdout.write(format === 'json' ? `${JSON.stringify(rankings, null, 2)}\n` : formatRanking(rankings));
      } finally {
        tracker.close();
      }
    });
}
