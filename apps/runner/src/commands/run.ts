import { Command, Option } from 'commander';

import type { CommandResult } from '../program.ts';
import { addGridOptions, type GridOptions } from './grid-options.ts';
import { addWorkOptions, type WorkOptions } from './work-options.ts';

/** What the user asked `shotbench run` for. */
export interface RunOptions extends GridOptions, WorkOptions {
  readonly retryFailed?: true;
  readonly dryRun?: true;
}

export function runCommand(result: CommandResult): Command {
  const command = new Command('run').description(
    'Sweep methods over feature sets, shots and seeds; only what is missing is run.',
  );
  return addWorkOptions(addGridOptions(command))
    .option('--retry-failed', 'run cells again that failed before')
    .addOption(
      new Option('--dry-run', 'print what there is to do, as "shotbench plan" does, and do nothing').conflicts([
        'retryFailed',
        'save',
      ]),
    )
    .addHelpText(
      'after',
      `
Examples:
  shotbench run clip-vit-b32
  shotbench run clip-vit-b32 --only taskres,clap --shots 1,4 --seeds 1..3
  shotbench run --features dtd --methods taskres,linear-probe --shots 1,16 --seeds 1..3
  shotbench run --features dtd --methods taskres --shots 4 --seeds 1..3 --set taskres.textNorm=9
  shotbench run --features dtd --methods zero-shot,clip-adapter --shots 16 --seeds 1..3 --base-to-novel
  shotbench run clip-vit-b32 --workers 2 --threads 4 --fail-fast

Interrupting (ctrl-C) or killing a run or one of its workers loses nothing but the cells at work; run it again to go on. A cell is tried three times where its
worker ends or something is in use for the moment; any other error fails it at once, and "shotbench retry --failed" runs it again.`,
    )
    .action(async (experiment: string | undefined, options: RunOptions) => {
      if (options.dryRun) {
        const { plan } = await import('../plan.ts');
        process.stdout.write(await plan(experiment, options));
        return;
      }
      const { run } = await import('../run.ts');
      result.exitCode = await run(experiment, options);
    });
}
