import { Command } from 'commander';

import { imagesOption, parseNames, rootOption, splitSeedOption } from '../options.ts';
import type { CommandResult } from '../program.ts';

/** What the user asked `shotbench data check` for. */
export interface DataCheckOptions {
  readonly root?: string;
  readonly dataset?: readonly string[];
  readonly images?: string;
  readonly splitSeed?: number;
  readonly decode?: true;
  readonly json?: true;
}

export function dataCheckCommand(result: CommandResult): Command {
  return new Command('check')
    .description('Say what is there of the benchmark sets, what is missing, and which images cannot be read.')
    .addOption(rootOption(' (default: data, unless --images is given)'))
    .option(
      '--dataset <ids...>',
      'only these sets, such as dtd,oxford-pets; they have to be there',
      (text: string, before: readonly string[] = []) => [...before, ...parseNames('--dataset')(text)],
    )
    .addOption(imagesOption())
    .addOption(splitSeedOption())
    .option('--decode', 'decode every image in full, rather than read its header')
    .option('--json', 'print everything that was found as JSON')
    .addHelpText(
      'after',
      `
Examples:
  shotbench data check --root data
  shotbench data check --root data --dataset dtd eurosat --decode
  shotbench data check --images photographs

Sets lie below the root as CoOp's DATASETS.md has them. The exit code is 1 if anything is wrong; a set that is absent is not,
unless it was asked for.`,
    )
    .action(async (options: DataCheckOptions) => {
      const { dataCheck } = await import('../data-check/data-check.ts');
      result.exitCode = await dataCheck(options);
    });
}
