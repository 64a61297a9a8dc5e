import { tf } from '@shotbench/tensor';

/**
 * 1 where M > α, else 0, whose gradient is handed on to M as it is: the straight-through estimator (Bengio et al., arXiv 1308.3432; R-AMT 07f8d2c,
 * `clip/masked_layers.py`).
 */
export function binarized(mask: tf.Tensor, threshold: number): tf.Tensor {
  const straightThrough = tf.customGrad((m) => ({
    value: tf.cast(tf.greater(m as tf.Tensor, threshold), 'float32'),
    gradFunc: (dy: tf.Tensor) => dy,
  }));
  return straightThrough(mask);
}
