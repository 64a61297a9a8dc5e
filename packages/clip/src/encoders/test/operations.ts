import type { ClipConfig, ResNetConfig } from '../../config/clip-config.ts';
import { canonicalShapes } from '../../weights/canonical-shapes.ts';

/**
 * Floating-point operations in the matrix products and convolutions of one image: two for each weight and each place where
 * it is used, and those of the attention. What the encoder leaves out in the last block is left out here too.
 */
export function imageOperations(config: ClipConfig): number {
  const { vision } = config;
  if (vision.kind === 'resnet') return resNetOperations(config, vision);
  const patches = (vision.imageSize / vision.patchSize) ** 2;
  return (
    weightOperations(config, 'visual.conv1.weight', patches) +
    transformerOperations(config, 'visual.transformer.', patches + 1) +
    weightOperations(config, 'visual.proj', 1)
  );
}

/** The same for one text of `length` tokens. */
export function textOperations(config: ClipConfig, length: number): number {
  return transformerOperations(config, 'transformer.', length) + weightOperations(config, 'text_projection', 1);
}

function weightOperations(config: ClipConfig, name: string, places: number): number {
  return (
    2 *
    canonicalShapes(config)
      .get(name)!
      .reduce((product, dim) => product * dim, 1) *
    places
  );
}

function transformerOperations(config: ClipConfig, prefix: string, tokens: number): number {
  const { layers, width } = prefix.startsWith('visual.')
    ? (config.vision as { layers: number; width: number })
    : config.text;
  let sum = 0;
  for (let layer = 0; layer < layers; layer++) {
    const block = `${prefix}resblocks.${layer}.`;
    const queries = layer === layers - 1 ? 1 : tokens;
    sum += weightOperations(config, `${block}attn.in_proj_weight`, (queries + 2 * tokens) / 3);
    sum += 4 * queries * tokens * width;
    for (const name of ['attn.out_proj', 'mlp.c_fc', 'mlp.c_proj']) {
      sum += weightOperations(config, `${block}${name}.weight`, queries);
    }
  }
  return sum;
}

function resNetOperations(config: ClipConfig, { imageSize, width }: ResNetConfig): number {
  let sum = 0;
  for (const [name, shape] of canonicalShapes(config)) {
    if (!name.startsWith('visual.') || shape.length < 2 || name.includes('positional')) continue;
    sum += weightOperations(config, name, placesOf(name, imageSize));
  }
  const pixels = (imageSize / 32) ** 2;
  return sum + 4 * (pixels + 1) * 32 * width;
}

/** How many pixels of the result a weight makes. */
function placesOf(name: string, imageSize: number): number {
  const stage = /layer(\d)\.(\d+)\.(conv1|conv2)?/.exec(name);
  if (!stage) {
    if (/[kv]_proj/.test(name)) return (imageSize / 32) ** 2 + 1;
    return name.includes('attnpool') ? 1 : (imageSize / 2) ** 2;
  }
  const side = imageSize / 2 ** (Number(stage[1]) + 1);
  const isBeforeShrinking = stage[1] !== '1' && stage[2] === '0' && stage[3] !== undefined;
  return isBeforeShrinking ? (2 * side) ** 2 : side ** 2;
}
