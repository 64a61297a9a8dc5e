import { tf } from '@shotbench/tensor';

/**
 * z_c = w_c · f + b_c + α_c (f · t_c), cosines without CLIP's logit scale (`linear_probe_p2.py`; the paper
 * has no bias).
 *
 * @param f [B, D], unit rows.
 * @param cosines f · t_c [B, C]
 * @param parameters `weights` w [C, D], `bias` b [C] and `alpha` α [C].
 * @returns [B, C]
 */
export function probeLogits(f: tf.Tensor, cosines: tf.Tensor, parameters: Readonly<Record<string, tf.Tensor>>) {
  const { weights, bias, alpha } = parameters;
  const vision = tf.add(tf.matMul(f as tf.Tensor2D, weights as tf.Tensor2D, false, true), bias!); // [B, D] · [D, C]
  return tf.add(vision, tf.mul(cosines, alpha!));
}
