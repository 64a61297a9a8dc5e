import { ShotbenchError } from '@shotbench/errors';

import { type ExecutionOptions, resolveExecution } from '../execution.ts';
import { float64, type HostTensor, specOf, specsOf } from '../host-tensor.ts';
import type { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import { compileLoop, type HostRecord, type Step } from './loop.ts';
import { type Guide, oneStep } from './one-step.ts';
import type { Optimizer } from './optimizer.ts';
import { prefixed, unprefixed } from './prefixes.ts';
import { checkLoss, initialState, isMemory } from './state.ts';

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
  readonly guide?: { readonly loss: Loss; readonly combine: Guide['combine'] };
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
  const { optimizer, learningRates, segmentSeconds = 0.5, checkpoints, onProgress, signal } = options;
  const steps = learningRates.length;
  checkSteps(steps, options.batches);
  signal?.throwIfAborted();

  const execution = await resolveExecution(options);
  const sequences = { ...options.batches, ...scalarSequences(optimizer, learningRates) };
  let state = initialState(options.parameters, () => optimizer.memories);
  const specs = {
    state: specsOf(state),
    constants: specsOf(options.constants),
    slices: mapRecord(sequences, (sequence) => ({ dtype: specOf(sequence).dtype, shape: sequence.shape.slice(1) })),
  };
  const inputs = { constants: options.constants, sequences };
  const loop = await compileLoop(trainingStep(options), specs, inputs, execution);

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
    losses.subarray(start, start + count).forEach((value, i) => checkLoss(value, start + i));
    start += count;
    if (start % every === 0) await checkpoints?.look(mapRecord(learned(), copied), start);
    onProgress?.({ step: start, steps, loss: losses[start - 1]! });
    // Lets timers and signals of the process run between segments.
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    wanted = Math.max(1, Math.round((count * segmentSeconds) / Math.max(seconds, 1e-4)));
  }
  return { parameters: learned(), losses };
}

function copied(tensor: HostTensor): HostTensor {
  return { ...tensor, data: tensor.data.slice() };
}

const OPTIMIZER = 'optimizer';

/** The optimiser's scalars as sequences of shape [steps]. */
function scalarSequences(optimizer: Optimizer, learningRates: ArrayLike<number>): Record<string, HostTensor> {
  const perStep = Array.from(learningRates, (rate, step) => optimizer.scalars(step, rate));
  const sequences = mapRecord(perStep[0]!, (_, name) =>
    float64(
      [perStep.length],
      perStep.map((scalars) => scalars[name]!),
    ),
  );
  return prefixed(OPTIMIZER, sequences);
}

/** One step of a loop. */
function trainingStep({ loss, guide, optimizer, batches }: TrainLoopOptions): Step {
  return ({ state, constants, slices }) => {
    const batch = Object.fromEntries(Object.keys(batches).map((name) => [name, slices[name]!]));
    const scalars = unprefixed(OPTIMIZER, slices) as Record<string, tf.Scalar>;
    const after = oneStep({
      names: Object.keys(state).filter((name) => !isMemory(name)),
      state,
      loss: (parameters) => loss({ parameters, constants, batch }),
      guide: guide && { ...guide, loss: (parameters) => guide.loss({ parameters, constants, batch }) },
      optimizerOf: () => optimizer,
      scalarsOf: () => scalars,
    });
    return { state: after.state, outputs: { loss: after.loss } };
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
