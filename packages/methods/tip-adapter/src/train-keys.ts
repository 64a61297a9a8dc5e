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

import { type BlendOptions, tipLogits } from './cache-model.ts';

export interface TrainKeysOptions extends BlendOptions {
  /** f and y */
  readonly images: StackedViews;
  /** `text`, initial `keys` and `filled`, as `cacheTensors` makes them. */
  readonly tensors: { readonly text: HostTensor; readonly keys: HostTensor; readonly filled?: HostTensor };
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Batch of every step, int32 [steps, B], and what each row counts, float32 [steps, B]. */
  readonly batches: { readonly indices: HostTensor; readonly weights: HostTensor };
  /** Learning rate of every step. */
  readonly learningRates: ArrayLike<number>;
  /** Who computes and who watches. */
  readonly context: Partial<TrainLoopOptions>;
}

/** Trains the keys F with AdamW on the mean cross-entropy of the blended logits. The result's parameter is `keys`. */
export function trainKeys(options: TrainKeysOptions): Promise<Trained> {
  return trainLoop(keyTraining(options));
}

/** What `trainKeys` runs. */
export function keyTraining(options: TrainKeysOptions): TrainLoopOptions {
  const { images, tensors, epsilon, weightDecay, batches, learningRates, context } = options;
  const { keys, ...fixed } = tensors;
  return {
    ...context,
    loss: ({ parameters, constants, batch }) => {
      const features = tf.gather(constants['features'] as tf.Tensor2D, batch['indices']!); // [V · N, D] → [B, D]
      const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
      const logits = tipLogits(features, { ...constants, ...parameters }, options);
      return softmaxCrossEntropy(logits, labels, batch['weights']);
    },
    parameters: { keys },
    constants: { ...images, ...fixed },
    batches: { ...batches },
    optimizer: adamW({ epsilon, weightDecay }),
    learningRates,
  };
}
