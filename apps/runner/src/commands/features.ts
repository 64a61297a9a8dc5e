import { Command } from 'commander';

import { cacheOption } from '../options.ts';
import type { CommandResult } from '../program.ts';
import { extractCommand } from './features-extract.ts';

export function featuresCommand(result: CommandResult): Command {
  const features = new Command('features').description('Manage the cache of image and text features.');
  features.addCommand(importCommand());
  features.addCommand(extractCommand(result));
  features.addCommand(listCommand());
  features.addCommand(difficultyCommand());
  return features;
}

function importCommand(): Command {
  return new Command('import')
    .description('Check a folder of .npy features and copy it into the cache.')
    .argument('<folder>', 'holds meta.json, text.npy, train_{k}shot_{x,y}.npy, val_{k}shot_{x,y}.npy, test_{x,y}.npy')
    .option('--name <name>', 'name of the feature set (default: the one in meta.json)')
    .option('--replace', 'replace a set of that name that has other content')
    .addOption(cacheOption())
    .action(async (folder: string, options: { name?: string; replace?: true; cache: string }) => {
      const { importFeatures } = await import('../features.ts');
      process.stdout.write(importFeatures(folder, options));
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('List the feature sets in the cache.')
    .addOption(cacheOption())
    .action(async (options: { cache: string }) => {
      const { listFeatures } = await import('../features.ts');
      process.stdout.write(listFeatures(options.cache));
    });
}

function difficultyCommand(): Command {
  return new Command('difficulty')
    .description('Say how hard feature sets are: zero-shot accuracy, relative transfer difficulty, class separability.')
    .argument('[names...]', 'feature sets (default: all in the cache)')
    .addOption(cacheOption())
    .addHelpText(
      'after',
      `
All of it is told from the test images and their labels: it describes a set, and nothing may be chosen by it.

  RTD           1 / (classes * zero-shot accuracy): 1 is chance, smaller is easier
  intra, inter  mean cosine of two images of one class, of two classes
  separability  intra / inter: 1 is no difference, larger is easier`,
    )
    .action(async (names: string[], options: { cache: string }) => {
      const { featureDifficulty } = await import('../difficulty.ts');
      process.stdout.write(await featureDifficulty(names, options.cache));
    });
}
