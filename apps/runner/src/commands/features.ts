import { FeatureCache, type FeatureSetInfo } from '@shotbench/feature-cache';
import { Command } from 'commander';

import { cacheOption } from '../options.ts';

export function featuresCommand(): Command {
  const features = new Command('features').description('Manage the cache of image and text features.');
  features.addCommand(importCommand());
  features.addCommand(listCommand());
  return features;
}

function importCommand(): Command {
  return new Command('import')
    .description('Check a folder of .npy features and copy it into the cache.')
    .argument('<folder>', 'holds meta.json, text.npy, train_{k}shot_{x,y}.npy, val_{k}shot_{x,y}.npy, test_{x,y}.npy')
    .option('--name <name>', 'name of the feature set (default: the one in meta.json)')
    .option('--replace', 'replace a set of that name that has other content')
    .addOption(cacheOption())
    .action((folder: string, options: { name?: string; replace?: true; cache: string }) => {
      const { info, status } = new FeatureCache(options.cache).importFolder(folder, {
        ...(options.name !== undefined && { name: options.name }),
        replace: options.replace === true,
      });
      process.stdout.write(`${status} ${describe(info)}\n`);
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('List the feature sets in the cache.')
    .addOption(cacheOption())
    .action((options: { cache: string }) => {
      const sets = new FeatureCache(options.cache).list();
      for (const info of sets) process.stdout.write(`${describe(info)}\n`);
      if (sets.length === 0) {
        process.stdout.write(
          `no feature sets in ${options.cache}; add one with "shotbench features import FOLDER --name NAME"\n`,
        );
      }
    });
}

function describe({ name, hash, backbone, featureDim, classNames, hasText, ...info }: FeatureSetInfo): string {
  const text = hasText ? 'with text' : 'without text';
  const shots = info.drawsBySeed ? `1 to ${info.shots.length} drawn by seed` : info.shots.join(', ');
  return `${name}: ${classNames.length} classes, ${featureDim} features, ${text}, shots ${shots}, ${backbone} (${hash.slice(0, 12)})`;
}
