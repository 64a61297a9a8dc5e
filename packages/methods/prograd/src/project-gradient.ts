import { tf } from '@shotbench/tensor';

/** Length below which a gradient has no direction. */
const NO_DIRECTION = 1e-30;

/**
 * What is left of a gradient g without the part that goes against the guide's direction ĝ: g − λ min(⟨g, ĝ⟩, 0) ĝ (ProGrad,
 * `prograd_backward_and_update` in `Dassl.ProGrad.pytorch/dassl/engine/trainer.py`, which projects each parameter tensor for itself).
 */
export function projectGradient(gradient: tf.Tensor, guide: tf.Tensor, lambda: number): tf.Tensor {
  const length = tf.maximum(tf.sqrt(tf.sum(tf.square(guide))), NO_DIRECTION);
  const direction = tf.div(guide, length);
  const against = tf.minimum(tf.sum(tf.mul(gradient, direction)), 0);
  return tf.sub(gradient, tf.mul(direction, tf.mul(against, lambda)));
}
