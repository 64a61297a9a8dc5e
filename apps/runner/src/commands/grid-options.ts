import type { SearchOptions } from '@shotbench/few-shot';
import { type Command, Option } from 'commander';

import {
  addSetting,
  cacheOption,
  databaseOption,
  parseNames,
  parseNumber,
  parseNumbers,
  parseSearch,
  type Settings,
} from '../options.ts';
import { addImageFolder, type ImageFolders } from '../images/image-folders.ts';

/** What says which cells there are, for commands that plan them. */
export interface GridOptions {
  readonly features?: string[];
  readonly methods?: string[];
  readonly only?: string[];
  readonly shots?: number[];
  readonly seeds?: number[];
  readonly set?: Settings;
  readonly search?: SearchOptions;
  readonly views?: number;
  readonly executor: string;
  readonly baseToNovel?: true;
  readonly model?: string;
  readonly images?: ImageFolders;
  readonly db: string;
  readonly cache: string;
}

export function addGridOptions(command: Command): Command {
  return command
    .argument('[experiment]', 'a folder name under experiments/; options narrow or replace what it sweeps')
    .option('--features <names>', 'feature sets, such as dtd,oxford-pets', parseNames('--features'))
    .option(
      '--methods <ids>',
      'methods, such as taskres,linear-probe ("shotbench methods" lists them)',
      parseNames('--methods'),
    )
    .addOption(
      new Option('--only <ids>', "some of an experiment's own methods, with its settings")
        .argParser(parseNames('--only'))
        .conflicts('methods'),
    )
    .option('--shots <numbers>', 'images for each class, such as 1,2,4,8,16', parseNumbers('--shots'))
    .option('--seeds <numbers>', 'seeds of batch order and initialisation, such as 1..3', parseNumbers('--seeds'))
    .option(
      '--set <method.key=value>',
      'a setting other than the default, such as taskres.alpha=1; repeatable',
      addSetting,
    )
    .option(
      '--search <kind>',
      'choose settings on validation images: grid, random:20 for so many draws, or halving:27, whose rounds keep the best and fit them longer; such runs get rows of their own',
      parseSearch,
    )
    .option(
      '--views <number>',
      'learn from so many of the stored views of each training image; 1 is the image as it is evaluated (default: all)',
      parseNumber('--views', 1, 10_000),
    )
    .option('--executor <name>', 'who computes: onnx, tensorflow or cpu', 'onnx')
    .option('--base-to-novel', 'learn half of the classes, test on both halves')
    .addOption(modelOption())
    .addOption(setImagesOption())
    .addOption(databaseOption())
    .addOption(cacheOption());
}

export function modelOption(): Option {
  return new Option('--model <path>', 'the model of the features, for methods that learn through one of its encoders');
}

export function setImagesOption(): Option {
  return new Option(
    '--images <set=folder>',
    'where the images of a feature set are, for methods that tune inside the image encoder; repeatable',
  ).argParser(addImageFolder);
}
