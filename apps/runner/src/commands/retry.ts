import { Command } from 'commander';

import { cacheOption, databaseOption, parseNames, parseNumbers } from '../options.ts';
import type { CommandResult } from '../program.ts';
import { modelOption, setImagesOption } from './grid-options.ts';
import type { ImageFolders } from '../images/image-folders.ts';
import { addWorkOptions, type WorkOptions } from './work-options.ts';

/** What the user asked `shotbench retry` for. */
export interface RetryOptions extends WorkOptions {
  readonly failed?: true;
  readonly stale?: true;
  readonly invalid?: true;
  readonly features?: string[];
  readonly methods?: string[];
  readonly shots?: number[];
  readonly seeds?: number[];
  readonly model?: string;
  readonly images?: ImageFolders;
  readonly db: string;
  readonly cache: string;
}

export function retryCommand(result: CommandResult): Command {
  const command = new Command('retry')
    .description(
      'Run runs again that failed, whose process died, or that were taken back, whichever sweep they are of.',
    )
    .option('--failed', 'runs that ended with an error')
    .option('--stale', 'runs whose process was gone before they ended')
    .option('--invalid', 'runs that were done and have been taken back')
    .option('--features <names>', 'only on these feature sets', parseNames('--features'))
    .option('--methods <ids>', 'only of these methods', parseNames('--methods'))
    .option('--shots <numbers>', 'only with these shot counts', parseNumbers('--shots'))
    .option('--seeds <numbers>', 'only with these seeds; runs without a seed are left out', parseNumbers('--seeds'))
    .addOption(modelOption())
    .addOption(setImagesOption());
  return addWorkOptions(command)
    .addOption(databaseOption())
    .addOption(cacheOption())
    .addHelpText(
      'after',
      `
Examples:
  shotbench retry --failed
  shotbench retry --stale --invalid
  shotbench retry --failed --methods coop --workers 1

Runs of a method version, feature set or engine that has changed since cannot be run again; each kind gets a line.`,
    )
    .action(async (options: RetryOptions) => {
      const { retry } = await import('../retry.ts');
      result.exitCode = await retry(options);
    });
}
