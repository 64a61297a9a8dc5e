import type { Matrix } from '@shotbench/few-shot';
import { toTensor } from '@shotbench/few-shot';
import {
  adam,
  cosineLogits,
  type ExecutionOptions,
  type HostTensor,
  int32,
  type Loss,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type Trained,
  type TrainProgress,
  zeros,
} from '@shotbench/tensor';

/**
 * TaskRes's loss: with the classifier t′ = t + α x (paper, equation 4), mean cross-entropy of s · f̂ · t̂′ᵀ, normalised after adding.
 */
export function taskResLoss(alpha: number, logitScale: number): Loss {
  return ({ parameters, constants, batch }) => {
    const features = tf.gather(constants['features']!, batch['indices']!); // [N, D] → [B, D]
    const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
    const classifier = tf.add(constants['text']!, tf.mul(parameters['residual']!, alpha)); // [C, D]
    return softmaxCrossEntropy(cosineLogits(features, classifier, logitScale), labels);
  };
}

export interface TrainResidualOptions {
  /** f [N, D], unit rows. */
  readonly features: Matrix;
  /** [N] */
  readonly labels: Int32Array;
  /** t [C, D], not normalised by this function. */
  readonly text: Matrix;
  readonly alpha: number;
  readonly logitScale: number;
  readonly weightDecay: number;
  /** Batch of every step, int32 [steps, B]. */
  readonly indices: HostTensor;
  /** Learning rate of every step. */
  readonly learningRates: ArrayLike<number>;
  readonly execution: ExecutionOptions;
  readonly onProgress?: (progress: TrainProgress) => void;
  readonly signal?: AbortSignal;
}

/** Trains the residual x [C, D] from zeros with Adam; only x is learned. The result's parameter is `residual`. */
export function trainResidual(options: TrainResidualOptions): Promise<Trained> {
  const { features, labels, text, indices, learningRates, execution, onProgress, signal } = options;
  return trainLoop({
    ...execution,
    loss: taskResLoss(options.alpha, options.logitScale),
    parameters: { residual: zeros([text.rows, text.columns]) },
    constants: { features: toTensor(features), labels: int32([labels.length], labels), text: toTensor(text) },
    batches: { indices },
    optimizer: adam({ weightDecay: options.weightDecay }),
    learningRates,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}
