import { ShotbenchError } from '@shotbench/errors';

import { type ExecutionOptions, resolveExecution } from '../execution.ts';
import { float64, type HostTensor, specOf, specsOf, zeros } from '../host-tensor.ts';
import { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import { compileLoop, type HostRecord, type Step } from './loop.ts';
import type { Optimizer, ParameterState } from './optimizer.ts';

/** Mean loss of one batch as a function of the parameters. */
export type Loss = (tensors: {
  readonly parameters: TensorRecord;
  readonly constants: TensorRecord;
  readonly batch: TensorRecord;
}) => tf.Tensor;

export interface TrainLoopOptions extends ExecutionOptions {
  /** Written with tfjs operations; differentiated with respect to every parameter. */
  readonly loss: Loss;
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

/** Steps of the first segment, which only measures how long a step takes. */
const FIRST_SEGMENT = 8;

/**
 * Trains parameters with gradient, optimiser and batch selection in one program (on `onnx` in one ONNX `Loop`). The
 * loop is cut into segments for progress and cancellation; where it is cut never changes a number.
 *
 * @throws ShotbenchError `TRAIN_STEPS` if batches and learning rates disagree in length, `TRAIN_DIVERGED` if a loss
 *   is not finite; the signal's reason if cancelled.
 */
export async function trainLoop(options: TrainLoopOptions): Promise<Trained> {
  const { loss, optimizer, learningRates, segmentSeconds = 0.5, checkpoints, onProgress, signal } = options;
  const steps = learningRates.length;
  checkSteps(steps, options.batches);
  signal?.throwIfAborted();

  const execution = await resolveExecution(options);
  const sequences = { ...options.batches, ...scalarSequences(optimizer, learningRates) };
  let state = initialState(options.parameters, optimizer);
  const specs = {
    state: specsOf(state),
    constants: specsOf(options.constants),
    slices: mapRecord(sequences, (sequence) => ({ dtype: specOf(sequence).dtype, shape: sequence.shape.slice(1) })),
  };
  const inputs = { constants: options.constants, sequences };
  const loop = await compileLoop(trainingStep(loss, optimizer, Object.keys(options.batches)), specs, inputs, execution);

  const losses = new Float64Array(steps);
  const every = checkpoints?.every ?? steps;
  const learned = (): HostRecord => mapRecord(options.parameters, (_, name) => state[name]!);
  let wanted = FIRST_SEGMENT;
  for (let start = 0; start < steps;) {
    const count = Math.min(wanted, steps - start, every - (start % every));
    const began = performance.now();
    const result = await loop.run({ state, start, count });
    const seconds = (performance.now() - began) / 1000;
    state = { ...result.state };
    losses.set(result.outputs['loss']!.data, start);
    checkFinite(losses, start, start + count);
    start += count;
    if (start % every === 0) await checkpoints?.look(learned(), start);
    onProgress?.({ step: start, steps, loss: losses[start - 1]! });
    // Lets timers and signals of the process run between segments.
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    wanted = Math.max(1, Math.round((count * segmentSeconds) / Math.max(seconds, 1e-4)));
  }
  return { parameters: learned(), losses };
}

function memoryName(parameter: string, index: number): string {
  return `${parameter}/memory${index}`;
}

function initialState(parameters: HostRecord, optimizer: Optimizer): Record<string, HostTensor> {
  const state: Record<string, HostTensor> = { ...parameters };
  for (const [name, { shape }] of Object.entries(parameters)) {
    for (let i = 0; i < optimizer.memories; i++) state[memoryName(name, i)] = zeros(shape);
  }
  return state;
}

const SCALAR_PREFIX = 'optimizer/';

/** The optimiser's scalars as sequences of shape [steps]. */
function scalarSequences(optimizer: Optimizer, learningRates: ArrayLike<number>): Record<string, HostTensor> {
  const perStep = Array.from(learningRates, (rate, step) => optimizer.scalars(step, rate));
  return Object.fromEntries(
    Object.keys(perStep[0]!).map((name) => [
      `${SCALAR_PREFIX}${name}`,
      float64(
        [perStep.length],
        perStep.map((scalars) => scalars[name]!),
      ),
    ]),
  );
}

/** Loss, gradient and update as one step of a loop. */
function trainingStep(loss: Loss, optimizer: Optimizer, batchNames: readonly string[]): Step {
  return ({ state, constants, slices }) => {
    const names = Object.keys(state).filter((name) => !name.includes('/memory'));
    const batch = Object.fromEntries(batchNames.map((name) => [name, slices[name]!]));
    const scalars = Object.fromEntries(
      Object.entries(slices).flatMap(([name, tensor]) =>
        name.startsWith(SCALAR_PREFIX) ? [[name.slice(SCALAR_PREFIX.length), tensor as tf.Scalar]] : [],
      ),
    );
    const lossOf = (...values: tf.Tensor[]): tf.Scalar => {
      const parameters = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      return loss({ parameters, constants, batch }).asScalar();
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(names.map((name) => state[name]!));

    const next: TensorRecord = {};
    names.forEach((name, i) => {
      const memory = Array.from({ length: optimizer.memories }, (_, slot) => state[memoryName(name, slot)]!);
      const before: ParameterState = { parameter: state[name]!, memory };
      const after = optimizer.update(before, grads[i]!, scalars);
      next[name] = after.parameter;
      after.memory.forEach((tensor, slot) => (next[memoryName(name, slot)] = tensor));
    });
    return { state: next, outputs: { loss: value } };
  };
}

function checkSteps(steps: number, batches: HostRecord): void {
  if (steps === 0)
    throw new ShotbenchError('TRAIN_STEPS', 'training has no steps; expected at least one learning rate');
  for (const [name, { shape }] of Object.entries(batches)) {
    if (shape[0] !== steps) {
      throw new ShotbenchError(
        'TRAIN_STEPS',
        `batches "${name}" have ${shape[0] ?? 'no'} steps but there are ${steps} learning rates; give one row of the batches for each step`,
      );
    }
  }
}

function checkFinite(losses: Float64Array, start: number, end: number): void {
  for (let step = start; step < end; step++) {
    if (!Number.isFinite(losses[step]!)) {
      throw new ShotbenchError(
        'TRAIN_DIVERGED',
        `training diverged: the loss is ${losses[step]} at step ${step + 1}; lower the learning rate or check the features`,
      );
    }
  }
}
