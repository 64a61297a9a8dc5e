import { sha256 } from '@shotbench/content-hash';

import type { PictoSet, PictoSetName } from './picto-set.ts';
import { type SetClass, sheetIndex } from './sheet-index.ts';

export const PARTS = ['train', 'validation', 'test'] as const;
export type Part = (typeof PARTS)[number];

/** One image that a dataset consists of. */
export interface PlannedImage {
  readonly part: Part;
  /** Relative to the folder of images, with `/`. */
  readonly path: string;
  readonly label: number;
  readonly className: string;
  /** `vendor/name` */
  readonly sprite: string;
  /** Of its pose and background. */
  readonly seed: number;
  readonly flip: boolean;
  /** See `BackgroundOptions`. */
  readonly lighten: number;
}

/** How many images are made of the sprites of a class: each so often, and over again until there are enough. */
interface Repeats {
  readonly each: number;
  readonly atLeast: number;
}

/**
 * 16 training images for each class as the benchmark's largest shot count asks for, and 4 of validation (CoOp's
 * `min(num_shots, 4)`). Test images come twice in other poses, which averages over poses at no cost of artwork.
 */
const REPEATS: { readonly [P in Part]: Repeats } = {
  train: { each: 1, atLeast: 16 },
  validation: { each: 1, atLeast: 4 },
  test: { each: 2, atLeast: 0 },
};

/** One drawing by an artist is all that a concept has. */
const CONCEPT_TEST: Repeats = { each: 4, atLeast: 0 };

/** Black line drawings would be lost on dark backgrounds. */
const SKETCH_LIGHTEN = 0.6;

/** Every image of a dataset, part by part and class by class. */
export function imagePlan({ name, shiftOf }: Pick<PictoSet, 'name' | 'shiftOf'>): readonly PlannedImage[] {
  const classes = sheetIndex().sets[name];
  const learned = shiftOf === undefined ? classes : sheetIndex().sets[shiftOf];
  return PARTS.flatMap((part) =>
    // A shift's training and validation images are those of the dataset that it shifts.
    (part === 'test' ? classes : learned).flatMap((each, label) =>
      imagesOf({ name: part === 'test' ? name : (shiftOf ?? name), part, label }, each),
    ),
  );
}

function imagesOf(
  { name, part, label }: { name: PictoSetName; part: Part; label: number },
  each: SetClass,
): PlannedImage[] {
  const sprites = each[part];
  const repeats = name === 'concepts' && part === 'test' ? CONCEPT_TEST : REPEATS[part];
  const count = sprites.length === 0 ? 0 : Math.max(repeats.each * sprites.length, repeats.atLeast);
  return Array.from({ length: count }, (_, i) => {
    const sprite = sprites[i % sprites.length]!;
    const path = `${slug(each.name)}/${part}_${sprite.replace('/', '_')}_${Math.floor(i / sprites.length)}.png`;
    return {
      part,
      path,
      label,
      className: each.name,
      sprite,
      seed: parseInt(sha256(`${name}/${path}`).slice(0, 8), 16),
      flip: each.isMirrored,
      lighten: sprite.startsWith('fluent-emoji-high-contrast/') ? SKETCH_LIGHTEN : 0,
    };
  });
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
