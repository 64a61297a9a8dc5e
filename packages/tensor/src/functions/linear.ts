import { tf } from '../tfjs.ts';

/**
 * y = x · weightᵀ + bias over the last axis, as torch.nn.Linear stores its weight.
 *
 * @param x [..., I]
 * @param weight [O, I]
 * @param bias [O]
 * @returns [..., O]
 */
export function linear(x: tf.Tensor, weight: tf.Tensor, bias?: tf.Tensor): tf.Tensor {
  const [outputs, inputs] = weight.shape as [number, number];
  const rows = tf.reshape(x, [x.size / inputs, inputs]);
  const product = tf.matMul(rows, weight, false, true); // [N, I] · [I, O] → [N, O]
  const shifted = bias ? tf.add(product, bias) : product;
  return tf.reshape(shifted, [...x.shape.slice(0, -1), outputs]);
}
