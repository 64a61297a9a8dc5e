import type { DatasetCard, WnidFoldersLayout } from './dataset-card.ts';
import { difficultyFromAccuracy, printedDifficulty } from './transfer-difficulty.ts';

/** What ImageNet and its shifts have in common. */
const IMAGENET = { template: 'a photo of a {}.', repeatedNames: true } as const;

const shift = { ...IMAGENET, shiftOf: 'imagenet' } as const;

function testOnly(images: string, classFolders: WnidFoldersLayout['classFolders'] = 'wnid'): WnidFoldersLayout {
  return { kind: 'wnid-folders', images, test: '', classFolders };
}

/**
 * ImageNet and the four shifts of its classes that CoOp evaluates domain generalisation on. Sizes: CoOp's table of
 * dataset statistics; the exact number of training images, which it rounds to 1.28M, is that of ILSVRC 2012 (Russakovsky et al., 2015).
 *
 * Deviation: CoOp uses ImageNet's test images as its validation split too; here it has none, so that nothing is tuned on them.
 */
export const IMAGENET_CARDS: readonly DatasetCard[] = [
  {
    ...IMAGENET,
    id: 'imagenet',
    title: 'ImageNet',
    folder: 'imagenet',
    layout: { kind: 'wnid-folders', images: 'images', train: 'train', test: 'val', classFolders: 'wnid' },
    sizes: { classes: 1000, train: 1_281_167, validation: 0, test: 50_000 },
    transferDifficulty: printedDifficulty(1.4e-3),
    homepage: 'https://image-net.org',
    licence: 'non-commercial research and education, after agreeing to its terms of access',
  },
  {
    ...shift,
    id: 'imagenetv2',
    title: 'ImageNetV2',
    folder: 'imagenetv2',
    layout: testOnly('imagenetv2-matched-frequency-format-val', 'number'),
    sizes: { classes: 1000, train: 0, validation: 0, test: 10_000 },
    transferDifficulty: difficultyFromAccuracy(1000, 60.83),
    homepage: 'https://github.com/modestyachts/ImageNetV2',
    licence: 'MIT (its repository)',
  },
  {
    ...shift,
    id: 'imagenet-sketch',
    title: 'ImageNet-Sketch',
    folder: 'imagenet-sketch',
    layout: testOnly('images'),
    sizes: { classes: 1000, train: 0, validation: 0, test: 50_889 },
    transferDifficulty: difficultyFromAccuracy(1000, 46.15),
    homepage: 'https://github.com/HaohanWang/ImageNet-Sketch',
    licence: 'MIT (its repository)',
  },
  {
    ...shift,
    id: 'imagenet-a',
    title: 'ImageNet-A',
    folder: 'imagenet-adversarial',
    layout: testOnly('imagenet-a'),
    sizes: { classes: 200, train: 0, validation: 0, test: 7_500 },
    transferDifficulty: difficultyFromAccuracy(200, 47.77),
    homepage: 'https://github.com/hendrycks/natural-adv-examples',
    licence: 'MIT (its repository)',
  },
  {
    ...shift,
    id: 'imagenet-r',
    title: 'ImageNet-R',
    folder: 'imagenet-rendition',
    layout: testOnly('imagenet-r'),
    sizes: { classes: 200, train: 0, validation: 0, test: 30_000 },
    transferDifficulty: difficultyFromAccuracy(200, 73.96),
    homepage: 'https://github.com/hendrycks/imagenet-r',
    licence: 'not recorded here',
  },
];
