import { BENCHMARK_SETS } from '@shotbench/paper-results';

/** What Hugging Face calls OpenAI's models. */
const HUB_NAMES: Readonly<Record<string, string>> = {
  'ViT-B/32': 'clip-vit-base-patch32',
  'ViT-B/16': 'clip-vit-base-patch16',
};

/** What the names of feature sets end in that were made as one method's paper does it. */
const RECIPE_SUFFIXES = ['', '-tip', '-taskres'];

/** Whether a backbone of ours is that of a paper; only OpenAI's weights are. */
export function isBackboneOf(paper: string, ours: string): boolean {
  return spellings(paper).includes(ours);
}

/** The id of the dataset that a feature set is of, which may have the backbone and a recipe behind it: `dtd` of `dtd-ViT-B-16-tip`. */
export function paperDataset(set: string, backbone: string): string | undefined {
  const models = ['', ...spellings(backbone).map((name) => `-${name}`)];
  return BENCHMARK_SETS.find((id) =>
    models.some((model) => RECIPE_SUFFIXES.some((suffix) => set === `${id}${model}${suffix}`)),
  );
}

function spellings(backbone: string): string[] {
  const names = [backbone, backbone.replaceAll('/', '-'), `CLIP ${backbone}`, `OpenAI CLIP ${backbone}`];
  const hub = HUB_NAMES[backbone];
  return hub === undefined ? names : [...names, hub];
}
