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
 * No one-hot matrix is made: only B of its B×C elements are not zero.
 *
 * @param logits z [B, C]
 * @param labels y [B], int32 in 0 … C − 1
 * @param weights [B], what each row counts instead of 1/B; for batches that are padded to one size
 * @returns a scalar
 */
export function softmaxCrossEntropy(logits: tf.Tensor, labels: tf.Tensor, weights?: tf.Tensor): tf.Scalar {
  const [batch] = logits.shape as [number, number];
  const own = tf.stack([tf.range(0, batch, 1, 'int32'), labels], 1); // [B, 2], where the own class is
  const share = weights ?? tf.scalar(1 / batch); // [B] or []
  const compute = tf.customGrad((z, save) => {
    const logs = tf.logSoftmax(z as tf.Tensor2D); // [B, C]
    const ownLogs = tf.gatherND(logs, own); // [B]
    // 0 − x, since −x of a loss of zero is −0.
    const value = tf.sub(0, weights ? tf.sum(tf.mul(ownLogs, share)) : tf.mean(ownLogs)).asScalar();
    (save as tf.GradSaveFunc)([logs, ownLogs, own, share]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [log, ownLog, at, each] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor];
      const felt = tf.relu(tf.sub(tf.exp(log), NEGLIGIBLE_PROBABILITY)); // softmax(z), [B, C]
      const difference = tf.tensorScatterUpdate(felt, at, tf.sub(tf.exp(ownLog), 1)); // softmax(z) − onehot(y)
      const factor = tf.mul(dy, each);
      return tf.mul(difference, weights ? tf.expandDims(factor, 1) : factor);
    };
    return { value, gradFunc };
  });
  return compute(logits);
}
