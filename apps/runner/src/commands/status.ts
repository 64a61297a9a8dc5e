import { Command } from 'commander';

import { databaseOption } from '../options.ts';

export function statusCommand(): Command {
  return new Command('status')
    .description('Print what is in the database, who runs what, what failed last and what to do about it.')
    .addOption(databaseOption())
    .action(async ({ db }: { db: string }) => {
      const { status } = await import('../status.ts');
      process.stdout.write(status(db));
    });
}
