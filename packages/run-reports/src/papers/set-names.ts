import { datasetCard } from '@shotbench/datasets';
import { RECIPES, type Recipe } from '@shotbench/paper-results';

import { modelName, spellings } from './backbone-names.ts';
import { recipeSuffix } from './recipe-suffix.ts';

/** Which dataset a feature set is of. */
export interface SetMeaning {
  /** Id of the dataset. */
  readonly dataset: string;
  /** What its name says of how it was made; empty or a recipe's suffix. */
  readonly suffix: string;
}

/** The name that a set of a dataset gets when it is extracted for papers' tables. */
export function setName(dataset: string, { backbone, recipe }: { backbone: string; recipe: Recipe }): string {
  return `${dataset}-${modelName(backbone)}${recipeSuffix(recipe, dataset)}`;
}

/**
 * Names that feature sets of these datasets may have: what papers or CoOp's folders call them, with the model behind as `features extract` has it
 * unless told otherwise, and with a recipe behind that.
 */
export function setMeanings(datasets: readonly string[], backbone: string): ReadonlyMap<string, SetMeaning> {
  const models = spellings(backbone).map((name) => `-${name}`);
  const suffixes = [...new Set(RECIPES.map((recipe) => recipeSuffix(recipe, 'imagenet')))];
  const meanings = new Map<string, SetMeaning>();
  for (const dataset of datasets) {
    const { id, title, folder } = datasetCard(dataset);
    for (const name of [id, title, folder]) {
      for (const model of ['', ...models]) {
        for (const suffix of suffixes) meanings.set(`${name}${model}${suffix}`, { dataset, suffix });
      }
    }
  }
  return meanings;
}
