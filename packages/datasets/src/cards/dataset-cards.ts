import { ShotbenchError } from '@shotbench/errors';

import type { DatasetCard } from './dataset-card.ts';
import { IMAGENET_CARDS } from './imagenet-cards.ts';
import { SPLIT_CARDS } from './split-cards.ts';

const [IMAGENET, ...SHIFTS] = IMAGENET_CARDS;

/** The 11 benchmark sets of CoOp in the order of its tables, then the four shifts of ImageNet. */
export const DATASET_CARDS: readonly DatasetCard[] = [IMAGENET!, ...SPLIT_CARDS, ...SHIFTS];

/** The card of a set by its id, or by its title or folder, whatever their case, `-` and `_`; undefined where no card is meant. */
export function findDatasetCard(name: string): DatasetCard | undefined {
  return DATASET_CARDS.find(({ id, title, folder }) => [id, title, folder].map(plain).includes(plain(name)));
}

/**
 * The card that {@link findDatasetCard} finds.
 * @throws ShotbenchError `DATASET_UNKNOWN` listing the ids.
 */
export function datasetCard(name: string): DatasetCard {
  const card = findDatasetCard(name);
  if (card) return card;
  throw new ShotbenchError(
    'DATASET_UNKNOWN',
    `there is no dataset called "${name}"; expected one of ${DATASET_CARDS.map(({ id }) => id).join(', ')}; for images of your own give their folder`,
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}
