import { availableParallelism } from 'node:os';

import { Command } from 'commander';

import { cacheOption, parseNames, parseNumber } from '../options.ts';
import type { PromptsOptions } from '../prompts.ts';

export function promptsCommand(): Command {
  return new Command('prompts')
    .description('Evaluate saved prompts on feature sets, whatever their classes, and spell what was learned.')
    .argument('<file>', 'a .safetensors file that "shotbench run --save FOLDER" wrote')
    .requiredOption('--features <names>', 'feature sets, such as people-actions,subgroups', parseNames('--features'))
    .option('--model <path>', 'the model of the features; not needed for the built-in one')
    .option('--threads <number>', 'threads of the executor', parseNumber('--threads', 1, 1024), availableParallelism())
    .addOption(cacheOption())
    .addHelpText(
      'after',
      `
Example:
  shotbench run --features people-actions --methods coop --shots 16 --seeds 1 --save prompts
  shotbench prompts prompts/people-actions-16-shots-coop-seed-1-*.safetensors --features subgroups`,
    )
    .action(async (file: string, options: PromptsOptions) => {
      const { evaluatePrompts } = await import('../prompts.ts');
      process.stdout.write(await evaluatePrompts(file, options));
    });
}
