import { DATASET_CARDS, findDatasetCard } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';
import { pictoSets } from '@shotbench/picto';

import { benchmarkCard, builtInCard, type ShownCard } from './shown-card.ts';

/**
 * The cards of these datasets, in this order and each once.
 * @param names all datasets where there are none.
 * @throws ShotbenchError `DATASET_UNKNOWN` listing all ids.
 */
export function findCards(names: readonly string[]): ShownCard[] {
  if (names.length === 0) return [...DATASET_CARDS.map(benchmarkCard), ...pictoSets.map(builtInCard)];
  const cards = new Map(names.map(findCard).map((card) => [card.id, card]));
  return [...cards.values()];
}

function findCard(name: string): ShownCard {
  const card = findDatasetCard(name);
  if (card) return benchmarkCard(card);
  const set = pictoSets.find((set) => set.name === name);
  if (set) return builtInCard(set);
  const known = findCards([]).map(({ id }) => id);
  throw new ShotbenchError(
    'DATASET_UNKNOWN',
    `there is no dataset called "${name}"; expected one of ${known.join(', ')}`,
  );
}
