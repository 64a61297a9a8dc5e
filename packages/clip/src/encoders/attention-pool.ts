import { attention, linear, tf } from '@shotbench/tensor';

import { byHead } from './self-attention.ts';
import type { WeightLookup } from './weights.ts';

/**
 * Pools an image by attention (openai/CLIP's AttentionPool2d): the mean of all pixels looks at itself and at each of them.
 * Positions are added after the mean is prepended.
 *
 * @param x [B, H, W, C]
 * @returns [B, D]
 */
export function attentionPool(weights: WeightLookup, x: tf.Tensor4D, heads: number): tf.Tensor2D {
  const [batch, rows, columns, width] = x.shape;
  const pixels = tf.transpose(tf.reshape(x, [batch, rows * columns, width]), [1, 0, 2]); // [HW, B, C]
  const positions = tf.reshape(weights('positional_embedding'), [rows * columns + 1, 1, width]);
  const tokens = tf.add<tf.Tensor3D>(tf.concat([tf.mean(pixels, 0, true), pixels], 0), positions); // [1 + HW, B, C]
  const project = (name: string, y: tf.Tensor): tf.Tensor =>
    linear(y, weights(`${name}.weight`), weights(`${name}.bias`));
  const mean = tf.slice(tokens, [0, 0, 0], [1, batch, width]);
  const [q, k, v] = [project('q_proj', mean), project('k_proj', tokens), project('v_proj', tokens)].map((y) =>
    byHead(y, heads),
  );
  const mixed = attention(q!, k!, v!); // [B · heads, 1, C / heads]
  return project('c_proj', tf.reshape(mixed, [batch, width])) as tf.Tensor2D;
}
