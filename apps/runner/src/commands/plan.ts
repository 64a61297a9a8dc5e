import { Command } from 'commander';

import { parseNumber } from '../options.ts';
import { addGridOptions, type GridOptions } from './grid-options.ts';

/** What the user asked `shotbench plan` for. */
export interface PlanCommandOptions extends GridOptions {
  readonly workers?: number;
}

export function planCommand(): Command {
  return addGridOptions(
    new Command('plan').description(
      'Print which cells of a sweep are done, failed or missing, and how long the rest will take; nothing is written.',
    ),
  )
    .option(
      '--workers <number>',
      'that the time left is for (default: one for each core)',
      parseNumber('--workers', 1, 1024),
    )
    .addHelpText(
      'after',
      `
Examples:
  shotbench plan clip-vit-b32
  shotbench plan --features dtd --methods taskres,linear-probe --shots 1,16 --seeds 1..3

Time left is the sum of what the median run in the database took with the same method, settings, feature set and shots, divided by the workers.`,
    )
    .action(async (experiment: string | undefined, options: PlanCommandOptions) => {
      const { plan } = await import('../plan.ts');
      process.stdout.write(await plan(experiment, options));
    });
}
