import { type Matrix, rowFunction, type StackedViews, toTensor } from '@shotbench/few-shot';
import {
  adam,
  cosineLogits,
  type HostTensor,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type TrainLoopOptions,
  zeros,
} from '@shotbench/tensor';

export interface EnhanceBaseOptions {
  /** f and y */
  readonly images: StackedViews;
  /** t [C, D] */
  readonly text: Matrix;
  readonly logitScale: number;
  readonly weightDecay: number;
  /** Batch of every step, int32 [steps, B]. */
  readonly indices: HostTensor;
  /** Learning rate of every step. */
  readonly learningRates: ArrayLike<number>;
  /** Who computes and who watches. */
  readonly context: Partial<TrainLoopOptions>;
}

/**
 * The enhanced base t* [C, D] of TaskRes*: text features through a projection that was tuned on the task's own shots.
 *
 * Ours: the paper tunes the text encoder's projection for 50 epochs and the authors published the tuned matrices, but not how they were trained. Here the
 * projection P of cached features t = h P is tuned as P (I + Δ), so t* = t + t Δ, with Δ [D, D] from zeros by Adam on the mean cross-entropy of
 * s · f̂ · n(t*)ᵀ; its L2 term draws the projection back to CLIP's own. The norm of t does not matter to it.
 */
export async function enhanceBase(options: EnhanceBaseOptions): Promise<Matrix> {
  const { images, text, logitScale, weightDecay, indices, learningRates, context } = options;
  const { columns: D } = text;
  const { parameters } = await trainLoop({
    ...context,
    loss: ({ parameters: { shift }, constants, batch }) => {
      const features = tf.gather(constants['features']!, batch['indices']!); // [V · N, D] → [B, D]
      const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
      const classifier = projected(constants['text'] as tf.Tensor2D, shift as tf.Tensor2D); // [C, D]
      return softmaxCrossEntropy(cosineLogits(features, classifier, logitScale), labels);
    },
    parameters: { shift: zeros([D, D]) },
    constants: { ...images, text: toTensor(text) },
    batches: { indices },
    optimizer: adam({ weightDecay }),
    learningRates,
  });
  return rowFunction({
    columns: D,
    constants: parameters,
    compute: (rows, { shift }) => projected(rows, shift as tf.Tensor2D),
    execution: context,
  })(text);
}

/** t + t Δ */
function projected(text: tf.Tensor2D, shift: tf.Tensor2D): tf.Tensor2D {
  return tf.add(text, tf.matMul(text, shift));
}
