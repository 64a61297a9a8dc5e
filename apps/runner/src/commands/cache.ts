import { Command } from 'commander';

import { cacheOption, parseNumber } from '../options.ts';
import type { CommandResult } from '../program.ts';

export function cacheCommand(result: CommandResult): Command {
  const cache = new Command('cache').description('Look after the cache of features on the disk.');
  cache.addCommand(listCommand());
  cache.addCommand(verifyCommand(result));
  cache.addCommand(collectCommand());
  return cache;
}

function listCommand(): Command {
  return new Command('ls')
    .description('List the feature sets with their sizes and when they were last used.')
    .addOption(cacheOption())
    .action(async (options: { cache: string }) => {
      const { listCache } = await import('../cache/list-cache.ts');
      process.stdout.write(listCache(options.cache));
    });
}

function verifyCommand(result: CommandResult): Command {
  return new Command('verify')
    .description('Read every byte again and name the files that are damaged; the exit code is 1 if any is.')
    .addOption(cacheOption())
    .action(async (options: { cache: string }) => {
      const { verifyStore } = await import('../cache/verify-store.ts');
      const { text, isWrong } = verifyStore(options.cache);
      process.stdout.write(text);
      result.exitCode = isWrong ? 1 : 0;
    });
}

function collectCommand(): Command {
  return new Command('gc')
    .description(
      'Remove what no feature set needs: entries of replaced sets, and what killed imports and extractions left.',
    )
    .option('--dry-run', 'say what would be removed and leave it')
    .option(
      '--older-than <days>',
      'also remove sets that no command has opened for so many days; sets of which no use is known stay',
      parseNumber('--older-than', 1, 100_000),
    )
    .addOption(cacheOption())
    .addHelpText(
      'after',
      `
What an import or an extraction is writing stays: entries as long as any import goes on, the chunks of an extraction until it was
not gone on with for 7 days. Do not run it while a sweep reads a set that was replaced after the sweep began.`,
    )
    .action(async (options: { dryRun?: true; olderThan?: number; cache: string }) => {
      const { collectCache } = await import('../cache/collect-cache.ts');
      process.stdout.write(collectCache(options.cache, { dryRun: options.dryRun === true, days: options.olderThan }));
    });
}
