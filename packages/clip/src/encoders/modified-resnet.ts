import { tf } from '@shotbench/tensor';

import { attentionPool } from './attention-pool.ts';
import { bottleneck } from './bottleneck.ts';
import type { ResNetConfig } from '../config/clip-config.ts';
import { foldedConvolution } from './folded-convolution.ts';
import { type WeightLookup, within } from './weights.ts';

export interface ModifiedResNetOptions {
  /** Is shown `stem.relu1`, `stem`, `layer1` … `layer4`, each [B, H, W, C]. */
  readonly observe?: (name: string, tensor: tf.Tensor) => void;
}

/**
 * CLIP's ResNet (openai/CLIP's ModifiedResNet): a stem of three convolutions, average pooling wherever it shrinks, attention
 * pooling at the end; every batch norm in evaluation mode.
 *
 * @param weights those that begin with `visual.`, without that prefix.
 * @param pixels [B, 3, S, S]
 * @returns [B, D], not normalised.
 */
export function modifiedResNet(
  { layers, heads }: ResNetConfig,
  weights: WeightLookup,
  pixels: tf.Tensor4D,
  { observe }: ModifiedResNetOptions,
): tf.Tensor2D {
  let x = tf.transpose(pixels, [0, 2, 3, 1]); // [B, S, S, 3]
  for (const i of [1, 2, 3]) {
    const step = { convolution: `conv${i}`, norm: `bn${i}`, stride: i === 1 ? 2 : 1 };
    x = tf.relu(foldedConvolution(weights, x, step));
    if (i === 1) observe?.('stem.relu1', x);
  }
  x = tf.avgPool(x, 2, 2, 'valid');
  observe?.('stem', x);
  layers.forEach((blocks, stage) => {
    for (let i = 0; i < blocks; i++) {
      // Only the first block of a stage changes the shape, by its stride and its number of channels.
      const shape = { stride: stage > 0 && i === 0 ? 2 : 1, hasProjection: i === 0 };
      x = bottleneck(within(weights, `layer${stage + 1}.${i}.`), x, shape);
    }
    observe?.(`layer${stage + 1}`, x);
  });
  return attentionPool(within(weights, 'attnpool.'), x, heads);
}
