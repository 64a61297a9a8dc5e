import { tf } from '@shotbench/tensor';

import { foldedConvolution } from './folded-convolution.ts';
import { type WeightLookup, within } from './weights.ts';

export interface BottleneckShape {
  /** By how much it shrinks height and width: 1 or 2. */
  readonly stride: number;
  /** Whether the shortcut has a convolution of its own. */
  readonly hasProjection: boolean;
}

/**
 * The residual block of CLIP's ResNets (openai/CLIP's Bottleneck): convolutions of 1, 3 and 1 pixels; where it shrinks,
 * both paths average neighbours before their last convolution instead of skipping them.
 *
 * @param x [B, H, W, I]
 * @returns [B, H/stride, W/stride, 4 · planes]
 */
export function bottleneck(
  weights: WeightLookup,
  x: tf.Tensor4D,
  { stride, hasProjection }: BottleneckShape,
): tf.Tensor4D {
  const shrunk = (y: tf.Tensor4D): tf.Tensor4D => (stride > 1 ? tf.avgPool(y, stride, stride, 'valid') : y);
  const step = (y: tf.Tensor4D, i: number): tf.Tensor4D =>
    foldedConvolution(weights, y, { convolution: `conv${i}`, norm: `bn${i}` });
  const narrow = tf.relu(step(x, 1));
  const wide = step(shrunk(tf.relu(step(narrow, 2))), 3);
  const shortcut = hasProjection
    ? foldedConvolution(within(weights, 'downsample.'), shrunk(x), { convolution: '0', norm: '1' })
    : x;
  return tf.relu(tf.add(wide, shortcut));
}
