import { Command } from 'commander';

import type { InvalidateOptions } from '../invalidate.ts';
import { databaseOption, parseNames, parseNumbers } from '../options.ts';

export function invalidateCommand(): Command {
  return new Command('invalidate')
    .description('Take back results that have turned out to be wrong: they stay in the database, but leave the tables.')
    .argument('[runs...]', "the first 4 or more digits of the runs' keys; without any, options say which")
    .option('--reason <text>', 'why; it is kept in the history of each run')
    .option('--methods <ids>', 'runs of these methods', parseNames('--methods'))
    .option('--features <names>', 'runs on these feature sets', parseNames('--features'))
    .option('--shots <numbers>', 'runs with these shot counts', parseNumbers('--shots'))
    .option('--seeds <numbers>', 'runs with these seeds', parseNumbers('--seeds'))
    .addOption(databaseOption())
    .addHelpText(
      'after',
      `
Examples:
  shotbench invalidate 3f9a 77c0 --reason 'ran beside another job, times are wrong'
  shotbench invalidate --methods taskres --features dtd --reason 'dtd was imported with wrong labels'

Options narrow one another. "shotbench show RUN" prints the history; "shotbench retry --invalid" computes the runs again.`,
    )
    .action(async (runs: string[], options: InvalidateOptions) => {
      const { invalidate } = await import('../invalidate.ts');
      process.stdout.write(invalidate(runs, options));
    });
}
