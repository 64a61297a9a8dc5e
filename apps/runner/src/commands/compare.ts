import { type Protocol, PROTOCOLS } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { type CompareFormat, COMPARE_FORMATS, type CompareOptions } from '../compare/compare-options.ts';
import { databaseOption, parseNumber } from '../options.ts';

interface CompareCommandOptions {
  readonly db: string;
  readonly format: CompareFormat;
  readonly backbone?: string;
  readonly shots?: number;
  readonly aProtocol?: Protocol;
  readonly bProtocol?: Protocol;
}

export function compareCommand(): Command {
  const protocols = PROTOCOLS.filter((protocol) => protocol !== 'test-oracle');
  const protocolOption = (name: 'a' | 'b'): Option =>
    new Option(`--${name}-protocol <protocol>`, `that of ${name.toUpperCase()}, where it has several`).choices(
      protocols,
    );
  return new Command('compare')
    .description('Compare two methods: paired differences with intervals and tests, on each dataset and over all.')
    .argument('<a>', 'a method as tables name it, such as "taskres (alpha=1)"')
    .argument('<b>', 'another')
    .addOption(databaseOption())
    .addOption(new Option('--format <format>', 'how to print').choices([...COMPARE_FORMATS]).default('text'))
    .option('--backbone <name>', 'only this backbone')
    .option('--shots <number>', 'only this shot count', parseNumber('--shots', 0, 1_000_000))
    .addOption(protocolOption('a'))
    .addOption(protocolOption('b'))
    .addHelpText(
      'after',
      `
Differences are A − B over the seeds that both have. "shotbench diff" compares two single runs.

Examples:
  shotbench compare taskres linear-probe --shots 16
  shotbench compare taskres "taskres (alpha=1)" --backbone RN50 --format latex`,
    )
    .action(async (a: string, b: string, options: CompareCommandOptions) => {
      const { compare } = await import('../compare/compare.ts');
      const { db, format, backbone, shots, aProtocol, bProtocol } = options;
      const asked: CompareOptions = {
        ...{ db, format, backbone, shots },
        a: { method: a, protocol: aProtocol },
        b: { method: b, protocol: bProtocol },
      };
      process.stdout.write(compare(asked));
    });
}
