import { availableParallelism } from 'node:os';

import { ShotbenchError } from '@shotbench/errors';
import { Command, Option } from 'commander';

import { cacheOption, imagesOption, parseNumber, rootOption, splitSeedOption } from '../options.ts';
import type { CommandResult } from '../program.ts';
import type { DatasetOptions } from '../requested-dataset.ts';

/** What the user asked `shotbench features extract` for. */
export interface ExtractCommandOptions extends DatasetOptions {
  readonly model: string;
  readonly name?: string;
  readonly views: number;
  readonly viewScale: readonly [number, number];
  readonly viewSeed: number;
  readonly template: readonly string[];
  readonly textMean: 'mean-of-raw' | 'mean-of-normalized';
  readonly batch?: number;
  readonly workers: number;
  readonly threads: number;
  readonly replace?: true;
  readonly cache: string;
}

const MOST = 1_000_000;

export function extractCommand(result: CommandResult): Command {
  return new Command('extract')
    .description("Encode a dataset's images and class names with a CLIP model and put them into the cache.")
    .requiredOption(
      '--model <path>',
      'folder of a CLIP model (Hugging Face, OpenAI or open_clip layout), or picto, or pixels for none',
    )
    .option(
      '--dataset <folder>',
      "dataset in CoOp's layout, or a built-in one such as subgroups; with --root one of its sets, such as dtd",
    )
    .addOption(rootOption())
    .addOption(imagesOption())
    .addOption(splitSeedOption())
    .option('--name <name>', 'name of the feature set (default: DATASET-MODEL, from the folder names)')
    .option('--views <number>', 'augmented views of each training image', parseNumber('--views', 0, 1000), 0)
    .option(
      '--view-scale <from..to>',
      "share of the image's area in a view; Tip-Adapter has 0.5..1",
      parseScale,
      [0.08, 1],
    )
    .option('--view-seed <number>', 'seed of the views', parseNumber('--view-seed', 0, MOST), 1)
    .option(
      '--template <prompt>',
      'prompt with {} for the class name; repeatable (default: CoOp\'s for the dataset, else "a photo of a {}.")',
      collect,
      [],
    )
    .addOption(
      new Option(
        '--text-mean <which>',
        'how several templates are averaged: un-normalised as TaskRes, or normalised as CoOp',
      )
        .choices(['mean-of-raw', 'mean-of-normalized'])
        .default('mean-of-raw'),
    )
    .option(
      '--batch <number>',
      'images in a batch (default: as many as fit comfortably)',
      parseNumber('--batch', 1, 4096),
    )
    .option(
      '--workers <number>',
      'threads that decode and resize',
      parseNumber('--workers', 1, 256),
      availableParallelism(),
    )
    .option('--threads <number>', 'threads of the encoder', parseNumber('--threads', 1, 1024), availableParallelism())
    .option('--replace', 'replace a set of that name that has other content')
    .addOption(cacheOption())
    .addHelpText(
      'after',
      `
Examples:
  shotbench features extract --model picto --dataset people-actions
  shotbench features extract --model models/clip-vit-base-patch32 --dataset data/caltech-101
  shotbench features extract --model models/clip-vit-base-patch32 --dataset data/dtd --views 20
  shotbench features extract --model models/clip-vit-base-patch32 --root data --dataset imagenet-r
  shotbench features extract --model models/clip-vit-base-patch32 --images photographs --template "a blurry photo of a {}."

Interrupting or killing it loses at most the last images; the same command goes on from there.`,
    )
    .action(async (options: ExtractCommandOptions) => {
      const { extract } = await import('../extract.ts');
      result.exitCode = await extract(options);
    });
}

function collect(template: string, templates: readonly string[]): string[] {
  return [...templates, template];
}

/** @throws ShotbenchError `OPTION_SCALE` */
function parseScale(text: string): [number, number] {
  const match = /^(0?\.\d+|1(?:\.0*)?)\.\.(0?\.\d+|1(?:\.0*)?)$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (match && from > 0 && from <= to) return [from, to];
  throw new ShotbenchError(
    'OPTION_SCALE',
    `--view-scale is "${text}"; expected two shares from above 0 to 1, such as 0.08..1`,
  );
}
