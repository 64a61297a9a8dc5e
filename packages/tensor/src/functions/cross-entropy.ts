import { tf } from '../tfjs.ts';

/**
 * Probabilities at or below this are taken as zero in the gradient. They are below a tenth of float32's resolution
 * of 1e-7 times 1e-10, so no update can tell; but once a softmax saturates, they fill the gradient with denormal numbers
 * which slow a matrix product down more than tenfold.
 */
const NEGLIGIBLE_PROBABILITY = 1e-18;

/**
 * Mean cross-entropy −1/B Σ_b log softmax(z_b)[y_b] with its own gradient (softmax(z) − onehot(y))/B.
 *
 * @param logits z [B, C]
 * @param labels y [B], int32 in 0 … C − 1
 * @param weights [B], what each row counts instead of 1/B; for batches that are padded to one size
 * @returns a scalar
 */
export function softmaxCrossEntropy(logits: tf.Tensor, labels: tf.Tensor, weights?: tf.Tensor): tf.Scalar {
  const [batch, classes] = logits.shape as [number, number];
  const target = tf.oneHot(labels, classes); // [B, C]
  const share = weights ? tf.expandDims(weights, 1) : tf.scalar(1 / batch); // [B, 1] or []
  const compute = tf.customGrad((z, save) => {
    const shifted = tf.sub(z as tf.Tensor2D, tf.max(z as tf.Tensor2D, 1, true)); // [B, C]
    const exps = tf.exp(shifted);
    const sums = tf.sum(exps, 1, true); // [B, 1]
    const own = tf.sum(tf.mul(target, shifted), 1, true); // [B, 1]
    const losses = tf.sub(tf.log(sums), own); // [B, 1]
    const value = (weights ? tf.sum(tf.mul(losses, share)) : tf.mean(losses)).asScalar();
    (save as tf.GradSaveFunc)([exps, sums, target, share]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [e, sum, onehot, each] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor];
      const probabilities = tf.div(e, sum);
      const isFelt = tf.greater(probabilities, NEGLIGIBLE_PROBABILITY);
      const felt = tf.where(isFelt, probabilities, tf.zerosLike(probabilities));
      return tf.mul(tf.sub(felt, onehot), tf.mul(dy, each));
    };
    return { value, gradFunc };
  });
  return compute(logits);
}
