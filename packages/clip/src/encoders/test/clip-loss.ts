import { cosineLogits, softmaxCrossEntropy, tf } from '@shotbench/tensor';

/** exp(s) · n(images) · n(texts)ᵀ with features that are not yet of unit length: [B, D], [C, D] → [B, C] */
export function clipLogits(images: tf.Tensor2D, texts: tf.Tensor, logScale: number): tf.Tensor2D {
  const norms = tf.sqrt(tf.sum(tf.square(images), 1, true));
  return cosineLogits(tf.div(images, norms), texts, Math.exp(logScale));
}

export function clipLoss(logits: tf.Tensor2D, labels: tf.Tensor): tf.Scalar {
  return softmaxCrossEntropy(logits, labels);
}
