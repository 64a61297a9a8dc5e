import { dashed } from '../dataset-names.ts';

/**
 * Our ids of those sets whose test images CLIP_benchmark shares with us. The others have our names and other images: CoOp has its own splits of DTD,
 * EuroSAT, Caltech101, Flowers102, Food101 and SUN397 (Zhou et al., IJCV 2022, appendix A), so their rows keep the names that they have there.
 */
const SAME_TEST_IMAGES: ReadonlyMap<string, string> = new Map([
  ['imagenet1k', 'imagenet'],
  ['imagenetv2', 'imagenetv2'],
  ['imagenet_sketch', 'imagenet-sketch'],
  ['imagenet-a', 'imagenet-a'],
  ['imagenet-r', 'imagenet-r'],
  ['vtab/pets', 'oxford-pets'],
  ['cars', 'stanford-cars'],
  ['fgvc_aircraft', 'fgvc-aircraft'],
]);

/** What tables call a set of CLIP_benchmark: our id, or its name after "clip-benchmark-". `wds/` only says how it is stored. */
export function clipDataset(name: string): string {
  const plain = name.replace(/^wds\//, '');
  return (
    SAME_TEST_IMAGES.get(plain) ?? SAME_TEST_IMAGES.get(plain.replaceAll('-', '/')) ?? `clip-benchmark-${dashed(plain)}`
  );
}

/** OpenAI's own names of its models by open_clip's, which may say that the activation is the quick one: all of OpenAI's have that. */
const OPENAI_MODELS: ReadonlyMap<string, string> = new Map([
  ...['RN50', 'RN101', 'RN50x4', 'RN50x16', 'RN50x64'].map((name) => [name, name] as const),
  ...['B-32', 'B-16', 'L-14'].map((name) => [`ViT-${name}`, `ViT-${name.replace('-', '/')}`] as const),
  ['ViT-L-14-336', 'ViT-L/14@336px'],
]);

/** What tables call a model: OpenAI's as OpenAI does, any other by architecture and weights, of which a path counts by its last part. */
export function clipBackbone(model: string, pretrained: string): string {
  const own = pretrained === 'openai' ? OPENAI_MODELS.get(model.replace(/-quickgelu$/, '')) : undefined;
  const weights = pretrained.split(/[/\\]/).at(-1) ?? '';
  return own ?? [model, weights].filter((part) => part !== '').join(' ');
}
