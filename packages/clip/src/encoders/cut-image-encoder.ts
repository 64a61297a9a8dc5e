import { ShotbenchError } from '@shotbench/errors';
import type { tf } from '@shotbench/tensor';

import type { ClipConfig } from '../config/clip-config.ts';
import { checkPixels } from './image-encoder.ts';
import { imageTokens, readTokens, throughFirstBlocks } from './vision-transformer.ts';
import { lookupOf, type Weights, within } from './weights.ts';

/** An image encoder in two parts. */
export interface CutImageEncoder {
  /** @returns what block `layer` reads, [T, B, W]. */
  readonly begin: (weights: Weights, pixels: tf.Tensor) => tf.Tensor3D;
  /** @returns [B, D], not normalised. */
  readonly end: (weights: Weights, tokens: tf.Tensor3D) => tf.Tensor2D;
}

/**
 * CLIP's image encoder cut before block `layer`, 0 to the number of blocks: what comes before the first weight that a method changes is the same in every
 * step and need not be computed again.
 *
 * ```ts
 * const { begin, end } = cutImageEncoder(config, 8)
 * const features = end(tuned, begin(weights, pixels)) // [B, D]
 * ```
 *
 * @throws ShotbenchError `CLIP_CUT` for a ResNet and for a layer that there is not, `CLIP_IMAGE_SHAPE`, `CLIP_WEIGHT_MISSING`.
 */
export function cutImageEncoder(config: ClipConfig, layer: number): CutImageEncoder {
  const { vision } = config;
  if (vision.kind !== 'vit' || !Number.isInteger(layer) || layer < 0 || layer > vision.layers) {
    throw new ShotbenchError(
      'CLIP_CUT',
      `the image encoder cannot be cut before block ${layer}: it ${vision.kind === 'vit' ? `has ${vision.layers} blocks` : 'is a ResNet'}; ` +
        'expected a vision transformer and 0 to the number of its blocks',
    );
  }
  const visual = (weights: Weights) => within(lookupOf(weights), 'visual.');
  const own = { ...config, vision };
  return {
    begin(weights, pixels) {
      checkPixels(pixels, vision.imageSize);
      const tokens = imageTokens(own, visual(weights), pixels as tf.Tensor4D, {});
      return throughFirstBlocks(own, visual(weights), tokens, layer);
    },
    end: (weights, tokens) => readTokens(own, visual(weights), tokens, { first: layer }),
  };
}
