import { softmaxCrossEntropy, tf } from '@shotbench/tensor';

/** CLIP's clamp of the logit scale (openai/CLIP, paper section 2.5: "clipped to prevent scaling the logits by more than 100"). */
const LARGEST_LOG_SCALE = Math.log(100);

/**
 * The symmetric contrastive loss of CLIP (A. Radford et al., arXiv 2103.00020, figure 3): with unit rows x̂ and t̂ and
 * z = exp(s) · x̂ · t̂ᵀ, the mean of the cross-entropies of rows and of columns, where image i belongs to text i.
 *
 * @param images [B, D]
 * @param texts [B, D]
 * @param logScale s, a scalar; above ln 100 it counts as ln 100.
 * @returns a scalar
 */
export function contrastiveLoss(images: tf.Tensor2D, texts: tf.Tensor2D, logScale: tf.Tensor): tf.Scalar {
  const [batch] = images.shape;
  const scale = tf.exp(tf.minimum(logScale, LARGEST_LOG_SCALE));
  const logits = tf.mul<tf.Tensor2D>(tf.matMul(unitRows(images), unitRows(texts), false, true), scale); // [B, B]
  const own = tf.range(0, batch, 1, 'int32');
  const ofRows = softmaxCrossEntropy(logits, own);
  const ofColumns = softmaxCrossEntropy(tf.transpose(logits), own);
  return tf.mul(tf.add(ofRows, ofColumns), 0.5).asScalar();
}

function unitRows(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(rows, tf.rsqrt(tf.sum(tf.square(rows), 1, true)));
}
