import type { StackedViews } from '@shotbench/few-shot';
import {
  type HostTensor,
  sgd,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type Trained,
  type TrainLoopOptions,
} from '@shotbench/tensor';

import { clipAdapterLogits, type LogitOptions } from './logits.ts';

export interface TrainAdaptersOptions extends LogitOptions {
  /** f and y */
  readonly images: StackedViews;
  /** t [C, D] */
  readonly text: HostTensor;
  /** Initial values by name, as `newLayers` makes them. */
  readonly layers: Readonly<Record<string, HostTensor>>;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Batch of every step, int32 [steps, B]. */
  readonly indices: HostTensor;
  /** Learning rate of every step. */
  readonly learningRates: ArrayLike<number>;
  /** Who computes and who watches. */
  readonly context: Partial<TrainLoopOptions>;
}

/** Trains the adapters' layers with SGD on the mean cross-entropy; text and image features stay as they are. */
export function trainAdapters(options: TrainAdaptersOptions): Promise<Trained> {
  return trainLoop(adapterTraining(options));
}

/** What `trainAdapters` runs. */
export function adapterTraining(options: TrainAdaptersOptions): TrainLoopOptions {
  const { images, text, layers, momentum, weightDecay, indices, learningRates, context } = options;
  return {
    ...context,
    loss: ({ parameters, constants, batch }) => {
      const features = tf.gather(constants['features']!, batch['indices']!); // [V · N, D] → [B, D]
      const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
      return softmaxCrossEntropy(clipAdapterLogits(features, constants['text']!, parameters, options), labels);
    },
    parameters: layers,
    constants: { ...images, text },
    batches: { indices },
    optimizer: sgd({ momentum, weightDecay }),
    learningRates,
  };
}
