import type { ExecutionOptions } from '../execution.ts';
import type { tf } from '../tfjs.ts';
import type { TensorRecord } from '../trace/trace.ts';
import { follow } from './follow.ts';
import { compileLoop, type HostRecord, type Loop } from './loop.ts';
import type { Optimizer } from './optimizer.ts';
import { parametersOf, prepareTraining, type Training } from './prepare.ts';
import { paceOf, runInSegments } from './segments.ts';

/** Mean loss of one batch as a function of the parameters. */
export type Loss = (tensors: {
  readonly parameters: TensorRecord;
  readonly constants: TensorRecord;
  readonly batch: TensorRecord;
}) => tf.Tensor;

export interface TrainLoopOptions extends ExecutionOptions {
  /** Written with tfjs operations; differentiated with respect to every parameter. */
  readonly loss: Loss;
  /** A second loss whose gradient has a say in that of the first. */
  readonly guide?: { readonly loss: Loss; readonly combine: (gradient: tf.Tensor, guide: tf.Tensor) => tf.Tensor };
  /** Initial values. */
  readonly parameters: HostRecord;
  /** Frozen tensors that the loss uses. */
  readonly constants: HostRecord;
  /** What changes from step to step, such as the indices of the batch: tensors of shape [steps, …]. */
  readonly batches: HostRecord;
  readonly optimizer: Optimizer;
  /** One learning rate for each step. */
  readonly learningRates: ArrayLike<number>;
  /** Seconds of work between two looks at the outside world. Default 0.5. */
  readonly segmentSeconds?: number;
  /** Shown the parameters after every so many steps, for choosing an epoch; the training waits for it. */
  readonly checkpoints?: Checkpoints;
  /** Called after each segment. */
  readonly onProgress?: (progress: TrainProgress) => void;
  /** Stops training at the end of the running segment. */
  readonly signal?: AbortSignal;
}

export interface Checkpoints {
  /** Steps from one look to the next. */
  readonly every: number;
  /** @param step how many steps are done. */
  readonly look: (parameters: HostRecord, step: number) => void | Promise<void>;
}

export interface TrainProgress {
  readonly step: number;
  readonly steps: number;
  /** Loss of the last finished step. */
  readonly loss: number;
}

export interface Trained {
  /** Values after the last step. */
  readonly parameters: HostRecord;
  /** Loss of each step, before its update. */
  readonly losses: Float64Array;
}

/**
 * Trains parameters with gradient, optimiser and batch selection in one program (on `onnx` in one ONNX `Loop`). The
 * loop is cut into segments for progress and cancellation; where it is cut never changes a number.
 *
 * @throws ShotbenchError `TRAIN_STEPS` if batches and learning rates disagree in length, `TRAIN_DIVERGED` if a loss
 *   is not finite; the signal's reason if cancelled.
 */
export async function trainLoop(options: TrainLoopOptions): Promise<Trained> {
  const training = await prepareTraining(options);
  const { step, specs, inputs, execution } = training;
  return runTraining(training, await compileLoop(step, specs, inputs, execution));
}

/** Runs a training in a loop that is its own. */
export async function runTraining({ options, state }: Training, loop: Loop): Promise<Trained> {
  const followed = follow(options);
  const end = await runInSegments(loop, { ...paceOf(options), state }, async (segment) => {
    const parameters = parametersOf(options, segment.state);
    await followed.tell({ start: segment.start, losses: segment.outputs['loss']!.data, parameters });
    return true;
  });
  return { parameters: parametersOf(options, end), losses: followed.losses };
}
