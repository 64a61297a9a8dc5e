import { ShotbenchError } from '@shotbench/errors';

import { type Execution, resolveExecution } from '../execution.ts';
import { float64, type HostTensor, specOf, specsOf } from '../host-tensor.ts';
import type { tf } from '../tfjs.ts';
import { mapRecord } from '../trace/trace.ts';
import type { HostRecord, LoopInputs, LoopSpecs, Step } from './loop.ts';
import { oneStep } from './one-step.ts';
import type { Optimizer } from './optimizer.ts';
import { prefixed, unprefixed } from './prefixes.ts';
import { initialState, isMemory } from './state.ts';
import type { TrainLoopOptions } from './train-loop.ts';

/** A training as a loop that could begin. */
export interface Training {
  readonly options: TrainLoopOptions;
  readonly execution: Execution;
  readonly step: Step;
  readonly specs: LoopSpecs;
  readonly inputs: LoopInputs;
  /** Initial parameters and optimiser's memory. */
  readonly state: HostRecord;
}

/**
 * @throws ShotbenchError `TRAIN_STEPS` if batches and learning rates disagree in length; the signal's reason if it is aborted already.
 */
export async function prepareTraining(options: TrainLoopOptions): Promise<Training> {
  const { optimizer, learningRates, batches, constants, signal } = options;
  checkSteps(learningRates.length, batches);
  signal?.throwIfAborted();
  const execution = await resolveExecution(options);
  const sequences = { ...batches, ...scalarSequences(optimizer, learningRates) };
  const state = initialState(options.parameters, () => optimizer.memories);
  const specs = {
    state: specsOf(state),
    constants: specsOf(constants),
    slices: mapRecord(sequences, (sequence) => ({ dtype: specOf(sequence).dtype, shape: sequence.shape.slice(1) })),
  };
  return { options, execution, step: trainingStep(options), specs, inputs: { constants, sequences }, state };
}

/** The parameters among a training's state. */
export function parametersOf({ parameters }: TrainLoopOptions, state: HostRecord): Record<string, HostTensor> {
  return mapRecord(parameters, (_, name) => state[name]!);
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
