import { type Matrix, type StackedViews, toTensor } from '@shotbench/few-shot';
import {
  cosineLogits,
  float32,
  type HostTensor,
  type Loss,
  sgd,
  softmaxCrossEntropy,
  tf,
  trainLoop,
  type Trained,
  type TrainLoopOptions,
} from '@shotbench/tensor';

export interface TrainWeightsOptions {
  /** f, unit rows, and y */
  readonly images: StackedViews;
  /** t [C, D], not normalised by this function: initial weights, and what CLAP's constraint draws them to. */
  readonly text: Matrix;
  /** λ [C] of the constraint; without it there is none, which is ZS-LP. */
  readonly multipliers?: Float32Array;
  /** s */
  readonly logitScale: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Batch of every step, int32 [steps, B]. */
  readonly indices: HostTensor;
  /** Learning rate of every step. */
  readonly learningRates: ArrayLike<number>;
  /** Who computes and who watches. */
  readonly context: Partial<TrainLoopOptions>;
}

/** Trains the weights w [C, D] from t with SGD on {@link clapLoss}. The result's parameter is `weights`. */
export function trainWeights(options: TrainWeightsOptions): Promise<Trained> {
  return trainLoop(weightTraining(options));
}

/** What `trainWeights` runs. */
export function weightTraining(options: TrainWeightsOptions): TrainLoopOptions {
  const { images, text, multipliers, logitScale, momentum, weightDecay, indices, learningRates, context } = options;
  return {
    ...context,
    loss: clapLoss(logitScale),
    parameters: { weights: toTensor(text) },
    constants: {
      ...images,
      ...(multipliers && { text: toTensor(text), multipliers: float32([text.rows], multipliers) }),
    },
    batches: { indices },
    optimizer: sgd({ momentum, weightDecay }),
    learningRates,
  };
}

/**
 * Cross-entropy of s · f · n(w)ᵀ, plus (1/C) Σ_c λ_c ‖w_c − t_c‖² where there are multipliers (`forward_lp`,
 * `zero_shot_constraint` and `forward_backward` in `trainers/adapters.py`).
 *
 * Tensors: parameter `weights` w [C, D]; constants `features`, `labels` and, for the constraint, `text` t [C, D]; `indices` [B] of the batch;
 * `multipliers` λ [C] among the constants, or in the batch where they change.
 */
export function clapLoss(logitScale: number): Loss {
  return ({ parameters, constants, batch }) => {
    const weights = parameters['weights']!;
    const features = tf.gather(constants['features']!, batch['indices']!); // [V · N, D] → [B, D]
    const labels = tf.gather(constants['labels']!, batch['indices']!); // [B]
    const crossEntropy = softmaxCrossEntropy(cosineLogits(features, weights, logitScale), labels);
    const multipliers = batch['multipliers'] ?? constants['multipliers'];
    if (!multipliers) return crossEntropy;
    const distances = tf.sum(tf.square(tf.sub(weights, constants['text']!)), 1); // [C]
    return tf.add(crossEntropy, tf.mean(tf.mul(multipliers, distances)));
  };
}
