import type { FeatureCache } from '@shotbench/feature-cache';
import { type PaperTable, RECIPES } from '@shotbench/paper-results';
import { recipeSuffix, setMeanings, setName, spellings } from '@shotbench/run-reports';

/**
 * The feature sets in the cache that a table's runs may use, by the names that they would be extracted under. A set whose name says nothing of how it
 * was made, such as an imported `dtd`, stands in for every way.
 */
export function presentSets(cache: FeatureCache, { columns, backbone }: PaperTable): Map<string, string> {
  const meanings = setMeanings(columns, backbone);
  const present = new Map<string, string>();
  const sets = cache.list().filter((set) => spellings(backbone).includes(set.backbone));
  for (const { name } of sets) {
    const meaning = meanings.get(name);
    if (meaning === undefined) continue;
    for (const recipe of RECIPES) {
      const wanted = setName(meaning.dataset, { backbone, recipe });
      const isExact = meaning.suffix === recipeSuffix(recipe, meaning.dataset);
      if (isExact || (meaning.suffix === '' && !present.has(wanted))) present.set(wanted, name);
    }
  }
  return present;
}
