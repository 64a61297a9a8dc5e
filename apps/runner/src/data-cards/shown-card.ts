import type { DatasetCard, Sizes, TransferDifficulty } from '@shotbench/datasets';
import type { PictoSet } from '@shotbench/picto';

/** What is shown of a dataset, whether its images have to be fetched or come with Shotbench. */
export interface ShownCard {
  readonly id: string;
  readonly title: string;
  readonly sizes: Sizes;
  /** Templates with `{}` for the class name; the text features of several are averaged. */
  readonly prompts: readonly string[];
  readonly transferDifficulty: TransferDifficulty;
  readonly shiftOf?: string;
  readonly licence: string;
  /** Absent where the images come with Shotbench. */
  readonly homepage?: string;
}

export function benchmarkCard(card: DatasetCard): ShownCard {
  const { id, title, sizes, template, transferDifficulty, shiftOf, licence, homepage } = card;
  return {
    ...{ id, title, sizes, prompts: [template], transferDifficulty },
    ...(shiftOf !== undefined && { shiftOf }),
    ...{ licence, homepage },
  };
}

export function builtInCard(set: PictoSet): ShownCard {
  const { name, title, classes, images, templates, transferDifficulty, shiftOf, licences } = set;
  return {
    ...{ id: name, title, sizes: { classes: classes.length, ...images }, prompts: templates, transferDifficulty },
    ...(shiftOf !== undefined && { shiftOf }),
    licence: licences.map(({ licence, credit }) => `${licence} (${credit})`).join('; '),
  };
}
