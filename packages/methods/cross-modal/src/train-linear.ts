import type { StackedViews } from '@shotbench/few-shot';
import {
  adamW,
  type HostTensor,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type Trained,
  type TrainLoopOptions,
} from '@shotbench/tensor';

export interface TrainLinearOptions {
  /** f and y of images and texts, rows of unit length. */
  readonly samples: StackedViews;
  /** Initial w [C, D]. */
  readonly weights: HostTensor;
  /** s */
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
 * Trains w with AdamW on the mean cross-entropy of s · f wᵀ, one linear layer without bias for both modalities
 * (`engine/model/head.py` and `logit.py`). The result's parameter is `weights`.
 */
export function trainLinear(options: TrainLinearOptions): Promise<Trained> {
  const { samples, weights, logitScale, weightDecay, indices, learningRates, context } = options;
  return trainLoop({
    ...context,
    loss: ({ parameters, constants, batch }) => {
      const features = tf.gather(constants['features'] as tf.Tensor2D, batch['indices']!); // [V · N + C, D] → [B, D]
      const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
      const products = tf.matMul(features, parameters['weights'] as tf.Tensor2D, false, true); // [B, C]
      return softmaxCrossEntropy(tf.mul(products, logitScale), labels);
    },
    parameters: { weights },
    constants: { features: samples.features, labels: samples.labels },
    batches: { indices },
    optimizer: adamW({ weightDecay }),
    learningRates,
  });
}
