import { availableParallelism } from 'node:os';

import type { FeatureCache } from '@shotbench/feature-cache';

import { extract } from '../extract.ts';
import { builtInSetOf } from './built-in-set-of.ts';

/**
 * Extracts the feature sets that need nothing from outside, where the cache lacks them: each built-in dataset's under the
 * dataset's name with the built-in model, and with `-pixels` behind it without a model.
 *
 * @param folder that of the cache.
 * @returns the exit code of the extraction that was interrupted, else 0.
 */
export async function extractBuiltInFeatures(
  names: readonly string[],
  cache: FeatureCache,
  folder: string,
): Promise<number> {
  for (const name of names) {
    const builtIn = builtInSetOf(name);
    if (builtIn === undefined || cache.info(name) !== undefined) continue;
    const code = await extract({
      model: builtIn.isPixels ? 'pixels' : 'picto',
      dataset: builtIn.dataset,
      name,
      views: 0,
      viewScale: [1, 1],
      viewSeed: 1,
      template: [],
      textMean: 'mean-of-raw',
      workers: availableParallelism(),
      threads: availableParallelism(),
      cache: folder,
      report: process.stderr,
    });
    if (code !== 0) return code;
  }
  return 0;
}
