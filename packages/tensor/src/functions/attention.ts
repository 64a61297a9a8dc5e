import { tf } from '../tfjs.ts';

export interface AttentionOptions {
  /** Added to the products before the softmax, broadcast to [N, Q, K]: −∞ where a query must not look. */
  readonly mask?: tf.Tensor;
}

/**
 * Scaled dot-product attention softmax(q · kᵀ/√d + mask) · v (A. Vaswani et al., arXiv 1706.03762, equation 1).
 *
 * @param q [N, Q, d]
 * @param k [N, K, d]
 * @param v [N, K, d]
 * @returns [N, Q, d]
 */
export function attention(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, { mask }: AttentionOptions = {}): tf.Tensor {
  const products = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(q.shape.at(-1)!)); // [N, Q, K]
  const weights = tf.softmax(mask ? tf.add(products, mask) : products);
  return tf.matMul(weights, v); // [N, Q, K] · [N, K, d] → [N, Q, d]
}
