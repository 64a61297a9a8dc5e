import { existsSync } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';
import { Command, Option } from 'commander';

import { cacheOption, databaseOption, parseNumbers } from '../options.ts';
import type { CommandResult } from '../program.ts';

const FORMATS = ['text', 'csv', 'json', 'markdown'] as const;

/** What the user asked `shotbench reproduce` for. */
export interface ReproduceOptions {
  readonly db: string;
  readonly cache: string;
  readonly backbone?: string;
  readonly shots?: number[];
  /** Points; absent: the usual one. */
  readonly tolerance?: number;
  readonly format: (typeof FORMATS)[number];
}

export function reproduceCommand(result: CommandResult): Command {
  return new Command('reproduce')
    .description("Compare a paper's table with what is in the database, and say what is missing to fill it.")
    .argument('[table]', 'such as taskres-few-shot; without it the tables are listed with their coverage')
    .addOption(databaseOption())
    .addOption(cacheOption())
    .option('--backbone <name>', 'as papers write it, such as ViT-B/16, where numbers of others are printed too')
    .option('--shots <numbers>', 'only these shot counts', parseNumbers('--shots'))
    .option('--tolerance <points>', 'how far away a number may be before it is off (default: 1)', parseTolerance)
    .addOption(
      new Option('--format <format>', 'csv and json have one record for each cell').choices(FORMATS).default('text'),
    )
    .addHelpText(
      'after',
      `
Examples:
  shotbench reproduce
  shotbench reproduce taskres-few-shot --shots 1,16
  shotbench reproduce taskres-domain-generalisation --backbone ViT-B/32
  shotbench reproduce apex-base-to-novel --format markdown > apex.md

A printed number is compared with runs of the settings and the protocol that its source had; other runs stand beside it
without a verdict. The exit code is 1 if any number is off.`,
    )
    .action(async (table: string | undefined, options: ReproduceOptions) => {
      const { reproduce } = await import('../reproduce/reproduce.ts');
      const { output, exitCode } = reproduce(table, options);
      if (!existsSync(options.db)) {
        process.stderr.write(`there is no database ${options.db}: nothing of ours is compared\n`);
      }
      process.stdout.write(output);
      result.exitCode = exitCode;
    });
}

/** @throws ShotbenchError `OPTION_TOLERANCE` */
function parseTolerance(text: string): number {
  const points = Number(text);
  if (text.trim() !== '' && points >= 0 && points <= 100) return points;
  throw new ShotbenchError('OPTION_TOLERANCE', `--tolerance is "${text}"; expected points from 0 to 100, such as 1`);
}
