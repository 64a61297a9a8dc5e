import { tf } from '@shotbench/tensor';

import type { WeightLookup } from './weights.ts';

/** Of torch.nn.BatchNorm2d, which no CLIP model changes. */
const BATCH_NORM_EPSILON = 1e-5;

export interface FoldedConvolution {
  /** Name of the convolution, whose weight is [O, I, k, k]. */
  readonly convolution: string;
  /** Name of the batch norm after it. */
  readonly norm: string;
  readonly stride?: number;
}

/**
 * A bias-free convolution and the batch norm after it, in evaluation mode, as one convolution: with s = γ/√(variance + ε),
 * the filters become s · w and the offset β − s · mean. Padding keeps the size at stride 1.
 *
 * @param x [B, H, W, I]
 * @returns [B, H', W', O]
 */
export function foldedConvolution(
  weights: WeightLookup,
  x: tf.Tensor4D,
  { convolution, norm, stride = 1 }: FoldedConvolution,
): tf.Tensor4D {
  const weight = weights(`${convolution}.weight`) as tf.Tensor4D;
  const [outputs, , size] = weight.shape;
  const deviation = tf.sqrt(tf.add(weights(`${norm}.running_var`), BATCH_NORM_EPSILON));
  const scale = tf.div(weights(`${norm}.weight`), deviation); // [O]
  const offset = tf.sub(weights(`${norm}.bias`), tf.mul(scale, weights(`${norm}.running_mean`)));
  const folded = tf.mul<tf.Tensor4D>(weight, tf.reshape(scale, [outputs, 1, 1, 1]));
  const filter = tf.transpose(folded, [2, 3, 1, 0]); // [k, k, I, O]
  return tf.add(tf.conv2d(x, filter, stride, (size - 1) / 2), offset);
}
