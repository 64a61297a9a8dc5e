import type { Recipe } from '@shotbench/paper-results';

/** What the name of a feature set ends in, so that sets for different methods do not get mixed up: nothing, `-tip` or `-taskres`. */
export function recipeSuffix(recipe: Recipe, dataset: string): string {
  if (recipe === 'tip') return '-tip';
  return recipe === 'taskres' && dataset === 'imagenet' ? '-taskres' : '';
}
