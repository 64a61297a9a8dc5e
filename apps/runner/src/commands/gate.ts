import { Command, Option } from 'commander';

import type { GateOptions } from '../gate/gate.ts';
import { databaseOption } from '../options.ts';
import type { CommandResult } from '../program.ts';

export function gateCommand(result: CommandResult): Command {
  return new Command('gate')
    .description('Hold results against the accuracies that a file expects; exit code 1 where one is off or missing.')
    .argument('<bands>', 'JSON file of expected means and half widths, such as experiments/built-in/bands.json')
    .addOption(databaseOption())
    .addOption(
      new Option('--format <format>', 'text, markdown for a page of continuous integration, or json')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .option('--write', 'make the file from the results in the database instead')
    .addHelpText(
      'after',
      `
Examples:
  npm run demo -- --no-serve
  shotbench gate experiments/built-in/bands.json --db results/demo.sqlite
  shotbench gate experiments/built-in/bands.json --db results/demo.sqlite --format markdown >> summary.md

A half width is that of the 95% prediction interval for the mean of as many other seeds, at least 1 and at most 3 points.
Where numbers are meant to move, write the bands anew and commit them with the change.`,
    )
    .action(async (bands: string, options: GateOptions) => {
      const { gate } = await import('../gate/gate.ts');
      const { text, exitCode } = gate(bands, options);
      process.stdout.write(text);
      result.exitCode = exitCode;
    });
}
