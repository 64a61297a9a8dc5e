import type { Recipe } from '@shotbench/paper-results';

/** `IMAGENET_TEMPLATES_SELECT` of CoOp (KaiyangZhou/CoOp, `trainers/zsclip.py`), which Tip-Adapter and TaskRes take for ImageNet too. */
const SELECTED = [
  'itap of a {}.',
  'a bad photo of the {}.',
  'a origami {}.',
  'a photo of the large {}.',
  'a {} in a video game.',
  'art of the {}.',
  'a photo of the small {}.',
];

/** Options of `features extract` that bring a set near to what a paper's code learned from. */
interface Extraction {
  readonly options: string;
  /** Prompts of ImageNet, where not the one that every set has. */
  readonly imagenetTemplates?: readonly string[];
}

/**
 * CoOp and what trains by its code take a new view of each image every time; 20 stored ones stand in for it, as in CLAP (jusiro/CLAP dbdf409).
 * Tip-Adapter averages 10 of a larger part of the image (gaopengcuhk/Tip-Adapter d0e2d6f, `utils.py`).
 */
const EXTRACTIONS: Readonly<Record<Recipe, Extraction>> = {
  coop: { options: '--views 20' },
  taskres: { options: '--views 20', imagenetTemplates: [...SELECTED, 'a photo of a {}.'] },
  tip: { options: '--views 10 --view-scale 0.5..1 --text-mean mean-of-normalized', imagenetTemplates: SELECTED },
};

/** The options of `features extract` for a dataset that is learned from. */
export function extractionOptions(recipe: Recipe, dataset: string): string {
  const { options, imagenetTemplates = [] } = EXTRACTIONS[recipe];
  if (dataset !== 'imagenet') return options;
  return [options, ...imagenetTemplates.map((template) => `--template "${template}"`)].join(' ');
}
