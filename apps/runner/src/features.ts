import { FeatureCache } from '@shotbench/feature-cache';

import { describeSet } from './describe-set.ts';

/** Imports a feature folder and says what came of it. */
export function importFeatures(folder: string, options: { name?: string; replace?: true; cache: string }): string {
  const { info, status } = new FeatureCache(options.cache).importFolder(folder, {
    ...(options.name !== undefined && { name: options.name }),
    replace: options.replace === true,
  });
  return `${status} ${describeSet(info)}\n`;
}

/** The feature sets of a cache, one a line. */
export function listFeatures(cache: string): string {
  const sets = new FeatureCache(cache).list();
  if (sets.length === 0) {
    return `no feature sets in ${cache}; add one with "shotbench features import FOLDER --name NAME"\n`;
  }
  return sets.map((info) => `${describeSet(info)}\n`).join('');
}
