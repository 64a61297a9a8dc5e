import { tf } from '../tfjs.ts';

/** D. Hendrycks and K. Gimpel, arXiv 1606.08415, section 2; openai/CLIP's QuickGELU. */
const SLOPE = 1.702;

/**
 * The approximation of GELU that OpenAI's CLIP was trained with: y = x · σ(1.702 x). Its gradient
 * σ + 1.702 y (1 − σ) is made of what the forward pass has computed.
 */
export function quickGelu(x: tf.Tensor): tf.Tensor {
  const compute = tf.customGrad((x0, save) => {
    // Divided, because ONNX Runtime 1.30 fuses the product into an operator that it lacks in double precision.
    const gate = tf.sigmoid(tf.div(x0 as tf.Tensor, 1 / SLOPE));
    const value = tf.mul(x0 as tf.Tensor, gate);
    (save as tf.GradSaveFunc)([gate, value]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [s, y] = saved as [tf.Tensor, tf.Tensor];
      const slope = tf.add(s, tf.mul(y, tf.sub(SLOPE, tf.mul(s, SLOPE))));
      return tf.mul(dy, slope);
    };
    return { value, gradFunc };
  });
  return compute(x);
}
