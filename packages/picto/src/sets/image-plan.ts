import type { PictoCard, PictoSetName } from './picto-set.ts';
import { sheetIndex } from './sheet-index.ts';

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
  /** The name that its pose and background are drawn for. */
  readonly key: string;
  readonly flip: boolean;
  /** See `BackgroundOptions`. */
  readonly lighten: number;
}

/** How images are made of the sprites of a class: each so often, and over again until there are enough. */
interface Making {
  readonly each: number;
  readonly atLeast: number;
  readonly lighten: number;
}

/** As many training images of a class as the benchmark's largest shot count asks for. */
const TRAIN: Making = { each: 1, atLeast: 16, lighten: 0 };

/** CoOp's `min(num_shots, 4)`. */
const VALIDATION: Making = { each: 1, atLeast: 4, lighten: 0 };

/** Every image of a dataset, part by part and class by class. */
export function imagePlan({ name, shiftOf, testPoses, lightenTest = 0 }: PictoCard): readonly PlannedImage[] {
  const test: Making = { each: testPoses, atLeast: 0, lighten: lightenTest };
  const learned = shiftOf ?? name;
  return [
    ...imagesOf({ name: learned, part: 'train' }, TRAIN),
    ...imagesOf({ name: learned, part: 'validation' }, VALIDATION),
    ...imagesOf({ name, part: 'test' }, test),
  ];
}

function imagesOf(
  { name, part }: { readonly name: PictoSetName; readonly part: Part },
  { each, atLeast, lighten }: Making,
): PlannedImage[] {
  return sheetIndex().sets[name].flatMap(({ name: className, isMirrored, [part]: sprites }, label) => {
    const count = sprites.length === 0 ? 0 : Math.max(each * sprites.length, atLeast);
    return Array.from({ length: count }, (_, i) => {
      const sprite = sprites[i % sprites.length]!;
      const path = `${slug(className)}/${part}_${sprite.replace('/', '_')}_${Math.floor(i / sprites.length)}.png`;
      return { part, path, label, className, sprite, key: `${name}/${path}`, flip: isMirrored, lighten };
    });
  });
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
