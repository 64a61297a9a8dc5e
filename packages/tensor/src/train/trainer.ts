import { type ExecutionOptions, resolveExecution } from '../execution.ts';
import type { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import { chooseOptimizers, type OptimizerChoice } from './chosen-optimizers.ts';
import type { HostRecord } from './loop.ts';
import { checkSplit, rowsIn, type Split } from './parts.ts';
import { splitStep } from './split-step.ts';
import { initialState } from './state.ts';
import type { TakeStep } from './take-step.ts';
import type { Loss } from './train-loop.ts';
import { wholeStep } from './whole-step.ts';

export interface TrainerOptions extends ExecutionOptions {
  /** Written with tfjs operations; differentiated with respect to every parameter. May look at the batch's shapes. */
  readonly loss: Loss;
  /** A second loss whose gradient has a say in that of the first; what decides how far may be part of the batch. */
  readonly guide?: {
    readonly loss: Loss;
    readonly combine: (gradient: tf.Tensor, guide: tf.Tensor, of: CombinedParameter) => tf.Tensor;
  };
  /** Initial values. */
  readonly parameters: HostRecord;
  /** Frozen tensors that the loss uses. Default none. */
  readonly constants?: HostRecord;
  readonly optimizer: OptimizerChoice;
  /** Gradients whose norm over all parameters is larger are scaled down to it (torch's `clip_grad_norm_`). Default: never. */
  readonly clipNorm?: number;
  /**
   * Computes batches of more rows in parts, whose gradients are added up before they are combined, clipped and used: the memory of a step is that of a
   * part. Losses must then be means over the rows of what is cut, and terms that do not depend on those; `combine` sees what is not cut. Numbers are those
   * of the whole batch to rounding, and smaller batches are computed as without it. Default: never.
   */
  readonly split?: Split;
  /** Continues where another trainer of the same parameters and optimiser left off, see {@link Trainer.state}. */
  readonly from?: TrainerState;
}

/** Whose two gradients are combined. */
export interface CombinedParameter {
  readonly parameter: string;
  readonly batch: TensorRecord;
}

/** All that a trainer remembers: what a checkpoint has to hold. */
export interface TrainerState {
  /** Steps done. */
  readonly step: number;
  readonly parameters: HostRecord;
  /** What the optimiser remembers, by names of its own. */
  readonly memory: HostRecord;
}

/**
 * Trains on batches that arrive one by one, such as images from disk; where all of them fit into memory, `trainLoop` is
 * faster for small steps. Batches of another shape are fine: each shape has a program of its own.
 *
 * ```ts
 * const trainer = await openTrainer({ loss, parameters, optimizer: adamW() })
 * for await (const batch of batches) console.log(await trainer.step(batch, 1e-3))
 * const { parameters } = trainer.state()
 * ```
 */
export interface Trainer {
  /**
   * One update.
   * @returns the loss before it.
   * @throws ShotbenchError `TRAIN_DIVERGED` if the loss is not finite; the state is then that of before the step.
   */
  step(batch: HostRecord, learningRate: number): Promise<number>;
  /** The state after the last step. Its tensors are never written to again. */
  state(): TrainerState;
}

export async function openTrainer(options: TrainerOptions): Promise<Trainer> {
  const { parameters, from, split } = options;
  if (split) checkSplit(split);
  const execution = await resolveExecution(options);
  const optimizers = chooseOptimizers(Object.keys(parameters), options.optimizer);
  const maker = { options, optimizers, execution };
  const whole = wholeStep(maker);
  const inParts = split && splitStep(maker, split);
  const takeFor = (batch: HostRecord): TakeStep => (inParts && rowsIn(batch, split) > split.rows ? inParts : whole);
  let step = from?.step ?? 0;
  let state: HostRecord = from
    ? { ...from.parameters, ...from.memory }
    : initialState(parameters, (name) => optimizers.of(name).memories);

  return {
    async step(batch, learningRate) {
      const scalars = optimizers.scalars(step, learningRate);
      const after = await takeFor(batch)({ step, state, batch, scalars });
      // In the same order always, since programs take their inputs in it.
      state = mapRecord(state, (_, name) => after.state[name]!);
      step += 1;
      return after.loss;
    },
    state: () => ({
      step,
      parameters: mapRecord(parameters, (_, name) => state[name]!),
      memory: Object.fromEntries(Object.entries(state).filter(([name]) => !Object.hasOwn(parameters, name))),
    }),
  };
}
