import { Command } from 'commander';

import { databaseOption } from '../options.ts';
import type { CommandResult } from '../program.ts';

export function dbCommand(result: CommandResult): Command {
  const db = new Command('db').description('Look after databases with results.');
  db.addCommand(checkCommand(result));
  db.addCommand(backupCommand());
  db.addCommand(migrateCommand());
  db.addCommand(mergeCommand(result));
  return db;
}

function checkCommand(result: CommandResult): Command {
  return new Command('check')
    .description('Read all of a database and say what is not as it was written; the exit code is 1 if anything is.')
    .addOption(databaseOption())
    .action(async (options: { db: string }) => {
      const { checkResults } = await import('../db/check-results.ts');
      const { text, isWrong } = checkResults(options.db);
      process.stdout.write(text);
      result.exitCode = isWrong ? 1 : 0;
    });
}

function backupCommand(): Command {
  return new Command('backup')
    .description('Copy a database to one file, also while a sweep is running.')
    .argument('[file]', 'where to (default: beside the database, with date and time in the name)')
    .option('--force', 'replace a file that is there')
    .addOption(databaseOption())
    .action(async (file: string | undefined, options: { force?: true; db: string }) => {
      const { backUpResults } = await import('../db/back-up-results.ts');
      process.stdout.write(await backUpResults(options.db, { file, force: options.force === true }));
    });
}

function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring a database of an earlier Shotbench up to date, after copying it to FILE.version-N.bak.')
    .addOption(databaseOption())
    .action(async (options: { db: string }) => {
      const { migrateResults } = await import('../db/migrate-results.ts');
      process.stdout.write(migrateResults(options.db));
    });
}

function mergeCommand(result: CommandResult): Command {
  return new Command('merge')
    .description('Take the runs of other databases into one, which is made if it is missing.')
    .argument('<others...>', 'databases that are read')
    .requiredOption('--into <file>', 'the database that is written')
    .addHelpText(
      'after',
      `
Example:
  shotbench db merge laptop.sqlite server.sqlite --into results/shotbench.sqlite

Of a run that several have, a result beats a failure, and a failure what is not finished. What one of them has taken back stays so, unless
another knows of it and has run it again. Of equal results the earlier stays. Of results with other numbers that of --into stays; they are listed,
and the exit code is 1. Merging again changes nothing, and the order of the databases does not matter.`,
    )
    .action(async (others: string[], options: { into: string }) => {
      const { mergeResults } = await import('../db/merge-results.ts');
      const { text, isWrong } = mergeResults(others, options.into);
      process.stdout.write(text);
      result.exitCode = isWrong ? 1 : 0;
    });
}
