import { Command, Option } from 'commander';

import { DIFF_FORMATS } from '../diff/diff-formats.ts';
import type { DiffOptions } from '../diff/diff.ts';
import { databaseOption } from '../options.ts';

export function diffCommand(): Command {
  return new Command('diff')
    .description('Say how two runs differ: identity, settings, metrics, classes, single test images, code, provenance.')
    .argument('<first>', "the first 4 or more digits of a run's key")
    .argument('<second>', 'those of another')
    .addOption(databaseOption())
    .addOption(
      new Option('--format <format>', 'markdown and latex: the classes; svg: the confusions')
        .choices(DIFF_FORMATS)
        .default('text'),
    )
    .addHelpText(
      'after',
      `
Example:
  shotbench diff 3f9a 77c0
  shotbench diff 3f9a 77c0 --format svg > confusions.svg

What is equal is left out. McNemar's p-value is of the two classifiers on these test images: it says nothing on other seeds.`,
    )
    .action(async (first: string, second: string, options: DiffOptions) => {
      const { diff } = await import('../diff/diff.ts');
      process.stdout.write(diff(first, second, options));
    });
}
