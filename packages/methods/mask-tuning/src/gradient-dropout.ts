import { tf } from '@shotbench/tensor';

/**
 * Gradient dropout (R-AMT, "Gradient Dropout Regularity"): an entry of the task's gradient g_a is kept with the probability that it agrees with the
 * gradient g_b of staying near the pre-trained model,
 * P = ½ (1 + sgn(g_a) (g_a + g_b) / (|g_a| + |g_b|)), which is 1 where the signs agree and |g_a| / (|g_a| + |g_b|) where they do not; the result is
 * [(1 − l) + l · 1(P > U)] · g_a.
 *
 * @param noise U, uniform in (0, 1), of the gradients' shape.
 * @param share l
 */
export function gradientDropout(task: tf.Tensor, prior: tf.Tensor, noise: tf.Tensor, share: number): tf.Tensor {
  const kept = tf.cast(tf.greater(keepProbability(task, prior), noise), 'float32');
  return tf.mul(task, tf.add(tf.mul(kept, share), 1 - share));
}

/** P; the released code's 1e-8 keeps the fraction finite. */
export function keepProbability(task: tf.Tensor, prior: tf.Tensor): tf.Tensor {
  const size = tf.add(tf.add(tf.abs(task), tf.abs(prior)), 1e-8);
  const agreement = tf.div(tf.mul(tf.sign(task), tf.add(task, prior)), size);
  return tf.mul(tf.add(agreement, 1), 0.5);
}
