import { accuracy, type LabelledFeatures, linearLogits, matrix, predict } from '@shotbench/few-shot';
import type { ExecutionOptions, HostTensor } from '@shotbench/tensor';

import { trainLinear, type TrainLinearOptions } from './train-linear.ts';

/** Weights after an iteration, and the percent of the validation images that they get right. */
export interface BestWeights {
  /** w [C, D] */
  readonly weights: HostTensor;
  /** Steps done; 0 for the initial weights. */
  readonly iteration: number;
  readonly validationAccuracy: number;
}

export interface BestIterationOptions extends TrainLinearOptions {
  readonly validation: LabelledFeatures;
  /** Steps from one look at the validation images to the next. */
  readonly validateEvery: number;
  readonly execution: ExecutionOptions;
}

/**
 * Trains and keeps the weights of the first best look at the validation images (`train` in `train.py`). Once all of them are right no later look can be
 * better, and the training ends.
 *
 * Deviation: the reference looks after 1, 101, 201, … steps; here after 0, 100, 200, … and all of them. The first step's rate is next to nothing,
 * so that initial weights are a candidate in both.
 */
export async function bestIteration(options: BestIterationOptions): Promise<BestWeights> {
  const { validation, validateEvery, execution, ...training } = options;
  const { weights: initial, learningRates, context } = training;
  const initialWeights = matrix(initial.data as Float32Array, initial.shape[1]!);
  const logits = linearLogits({ weights: initialWeights, scale: options.logitScale, execution });
  const lookAt = async (weights: HostTensor, iteration: number): Promise<BestWeights> => {
    const predictions = predict(await logits(validation.features, { w: weights }));
    return { weights, iteration, validationAccuracy: accuracy(predictions, validation.labels) };
  };

  let best = await lookAt(initial, 0);
  const allRight = new AbortController();
  const look = async (weights: HostTensor, iteration: number): Promise<void> => {
    const next = await lookAt(weights, iteration);
    if (next.validationAccuracy > best.validationAccuracy) best = next;
    if (best.validationAccuracy === 100) allRight.abort();
  };
  if (best.validationAccuracy === 100) return best;
  try {
    const { parameters } = await trainLinear({
      ...training,
      context: {
        ...context,
        signal: AbortSignal.any([allRight.signal, ...(context.signal ? [context.signal] : [])]),
        checkpoints: { every: validateEvery, look: ({ weights }, step) => look(weights!, step) },
      },
    });
    const steps = learningRates.length;
    if (steps % validateEvery !== 0) await look(parameters['weights']!, steps);
  } catch (error) {
    context.signal?.throwIfAborted();
    if (error !== allRight.signal.reason) throw error;
  }
  return best;
}
