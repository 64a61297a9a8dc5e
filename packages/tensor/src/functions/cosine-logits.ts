import { tf } from '../tfjs.ts';

/**
 * Cosine similarities times a scale: s · x̂ · ŵᵀ where x̂ are rows of unit length already and ŵ = w/‖w‖ row by row.
 *
 * Instead of normalising the C×D weights, the B×C products are divided by the row norms, and so is their gradient:
 * with z = s · x · wᵀ / ‖w‖ and G = ∂L/∂z, ∂L/∂w_c = Σ_b (s G_bc/‖w_c‖) x_b − (Σ_b G_bc z_bc / ‖w_c‖²) w_c, which is one
 * matrix product and one multiple of each row.
 *
 * @param features x [B, D], rows of unit length.
 * @param weights w [C, D]; a row of zeros has no direction and gives NaN.
 * @param scale s, CLIP's exp(logit_scale).
 * @returns [B, C].
 */
export function cosineLogits(features: tf.Tensor, weights: tf.Tensor, scale: number): tf.Tensor2D {
  const compute = tf.customGrad((x, w, save) => {
    const [xs, ws, keep] = [x as tf.Tensor2D, w as tf.Tensor2D, save as tf.GradSaveFunc];
    const squaredNorms = tf.sum(tf.square(ws), 1); // [C]
    const factors = tf.div(scale, tf.sqrt(squaredNorms)); // [C]
    const logits = tf.mul(tf.matMul(xs, ws, false, true), factors); // [B, D] · [D, C] → [B, C]
    keep([xs, ws, squaredNorms, factors, logits]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [x0, w0, norms2, k, z] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.Tensor1D, tf.Tensor2D];
      const scaled = tf.mul<tf.Tensor2D>(dy, k); // [B, C]
      const along = tf.div(tf.sum(tf.mul(dy, z), 0), norms2); // [C]
      const toWeights = tf.sub(tf.matMul(scaled, x0, true, false), tf.mul(w0, tf.expandDims(along, 1))); // [C, D]
      const toFeatures = tf.matMul(scaled, w0); // [B, C] · [C, D] → [B, D]
      return [toFeatures, toWeights];
    };
    return { value: logits, gradFunc };
  });
  return compute(features, weights) as tf.Tensor2D;
}
