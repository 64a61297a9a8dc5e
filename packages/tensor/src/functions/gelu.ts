import { tf } from '../tfjs.ts';

/**
 * The exact GELU: y = x · Φ(x) with the normal distribution's Φ(x) = (1 + erf(x/√2))/2 (D. Hendrycks and K. Gimpel,
 * arXiv 1606.08415). Its gradient is Φ(x) + x · exp(−x²/2)/√(2π).
 */
export function gelu(x: tf.Tensor): tf.Tensor {
  const compute = tf.customGrad((x0, save) => {
    const input = x0 as tf.Tensor;
    const twice = tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1); // 2 Φ(x)
    (save as tf.GradSaveFunc)([input, twice]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [x1, doubled] = saved as [tf.Tensor, tf.Tensor];
      const density = tf.mul(tf.exp(tf.mul(tf.square(x1), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return tf.mul(dy, tf.add(tf.mul(doubled, 0.5), tf.mul(x1, density)));
    };
    return { value: tf.mul(tf.mul(input, twice), 0.5), gradFunc };
  });
  return compute(x);
}
