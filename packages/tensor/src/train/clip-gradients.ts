import { tf } from '../tfjs.ts';

/** Added to the norm before the division (torch.nn.utils.clip_grad_norm_). */
const EPSILON = 1e-6;

/**
 * Scales gradients so that their norm over all parameters, √Σ‖g‖², is at most `norm`; smaller ones stay as they are
 * (torch.nn.utils.clip_grad_norm_).
 */
export function clipGradients(gradients: readonly tf.Tensor[], norm: number): tf.Tensor[] {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  const total = tf.sqrt(tf.addN(squares));
  const factor = tf.minimum(tf.div(norm, tf.add(total, EPSILON)), 1);
  return gradients.map((gradient) => tf.mul(gradient, factor));
}
