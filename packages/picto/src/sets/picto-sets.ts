import { CARDS } from './cards.ts';
import { imagePlan, PARTS } from './image-plan.ts';
import { SPRITE_LICENCES } from './licences.ts';
import type { PictoCard, PictoSet } from './picto-set.ts';
import { sheetIndex } from './sheet-index.ts';

/** The built-in datasets: those of six that come with the package, each described in full. */
export const pictoSets: readonly PictoSet[] = CARDS.map(describe);

function describe(card: PictoCard): PictoSet {
  const plan = imagePlan(card);
  const [train, validation, test] = PARTS.map((part) => plan.filter((image) => image.part === part));
  return {
    ...card,
    classes: sheetIndex().sets[card.name].map(({ name, isNovel }) => ({
      name,
      ...(isNovel !== undefined && { isNovel }),
    })),
    licences: card.vendors.map((vendor) => SPRITE_LICENCES[vendor]),
    testLabels: [...new Set(test!.map(({ label }) => label))],
    images: { train: train!.length, validation: validation!.length, test: test!.length },
  };
}
