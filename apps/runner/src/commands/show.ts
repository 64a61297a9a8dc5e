import { Command, Option } from 'commander';

import { databaseOption } from '../options.ts';
import type { ShowOptions } from '../show/show.ts';

export function showCommand(): Command {
  return new Command('show')
    .description('Say all that is known of one run: settings, result, classes, history, provenance, how to repeat it.')
    .argument('<run>', "the first 4 or more digits of the run's key")
    .addOption(databaseOption())
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Examples:
  shotbench show 3f9a
  shotbench show 3f9a2c --format json

"shotbench table --format json" lists the keys of the runs behind each number.`,
    )
    .action(async (run: string, options: ShowOptions) => {
      const { show } = await import('../show/show.ts');
      process.stdout.write(show(run, options));
    });
}
