import { pictoSets } from '@shotbench/picto';

import { findBuiltInDataset } from './built-in-dataset.ts';

/** What a feature set of raw pixels is called: `subgroups-pixels` is the built-in dataset without an encoder. */
const PIXELS = /-pixels$/;

/** Of what the built-in feature set of that name is made; undefined for the name of another. */
export function builtInSetOf(name: string): { readonly dataset: string; readonly isPixels: boolean } | undefined {
  const dataset = findBuiltInDataset({ dataset: name.replace(PIXELS, '') });
  return dataset && { dataset: dataset.name, isPixels: PIXELS.test(name) };
}

/** The names of all feature sets that need nothing from outside. */
export function builtInSetNames(): string[] {
  return pictoSets.flatMap(({ name }) => [name, `${name}-pixels`]);
}
