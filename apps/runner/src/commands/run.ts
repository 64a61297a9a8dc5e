import { availableParallelism } from 'node:os';

import { Command } from 'commander';

import {
  addSetting,
  cacheOption,
  databaseOption,
  parseNames,
  parseNumber,
  parseNumbers,
  type Settings,
} from '../options.ts';
import type { CommandResult } from '../program.ts';

/** What the user asked `shotbench run` for. */
export interface RunOptions {
  readonly features?: string[];
  readonly methods?: string[];
  readonly shots?: number[];
  readonly seeds?: number[];
  readonly set?: Settings;
  readonly executor: string;
  readonly threads: number;
  readonly retryFailed?: true;
  readonly baseToNovel?: true;
  readonly model?: string;
  readonly save?: string;
  readonly db: string;
  readonly cache: string;
}

export function runCommand(result: CommandResult): Command {
  return new Command('run')
    .description('Sweep methods over feature sets, shots and seeds; only what is missing is run.')
    .argument('[experiment]', 'a folder name under experiments/; options narrow or replace what it sweeps')
    .option('--features <names>', 'feature sets, such as dtd,oxford-pets', parseNames('--features'))
    .option(
      '--methods <ids>',
      'methods, such as taskres,linear-probe ("shotbench methods" lists them)',
      parseNames('--methods'),
    )
    .option('--shots <numbers>', 'images for each class, such as 1,2,4,8,16', parseNumbers('--shots'))
    .option('--seeds <numbers>', 'seeds of batch order and initialisation, such as 1..3', parseNumbers('--seeds'))
    .option(
      '--set <method.key=value>',
      'a setting other than the default, such as taskres.alpha=1; repeatable',
      addSetting,
    )
    .option('--executor <name>', 'who computes: onnx, tensorflow or cpu', 'onnx')
    .option('--threads <number>', 'threads of the executor', parseNumber('--threads', 1, 1024), availableParallelism())
    .option('--base-to-novel', 'learn half of the classes, test on both halves')
    .option('--model <path>', 'the model of the features, for methods that learn through its text encoder')
    .option('--save <folder>', 'write learned prompts there; only cells that are run now have some')
    .option('--retry-failed', 'run cells again that failed before')
    .addOption(databaseOption())
    .addOption(cacheOption())
    .addHelpText(
      'after',
      `
Examples:
  shotbench run clip-vit-b32
  shotbench run --features dtd --methods taskres,linear-probe --shots 1,16 --seeds 1..3
  shotbench run --features dtd --methods taskres --shots 4 --seeds 1..3 --set taskres.textNorm=9
  shotbench run --features dtd --methods zero-shot,clip-adapter --shots 16 --seeds 1..3 --base-to-novel

Interrupting (ctrl-C) or killing a run loses nothing but the cell at work; run it again to go on.`,
    )
    .action(async (experiment: string | undefined, options: RunOptions) => {
      const { run } = await import('../run.ts');
      result.exitCode = await run(experiment, options);
    });
}
