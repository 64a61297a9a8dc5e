import { compile, type Program } from '../compile.ts';
import { type ExecutionOptions, resolveExecution } from '../execution.ts';
import { float64, type HostTensor, specOf, specsOf, type TensorSpec } from '../host-tensor.ts';
import type { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import type { HostRecord } from './loop.ts';
import { oneStep } from './one-step.ts';
import type { Optimizer } from './optimizer.ts';
import { prefixed, unprefixed } from './prefixes.ts';
import { checkLoss, initialState } from './state.ts';
import type { Loss } from './train-loop.ts';

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
  /** One for all parameters, or a choice by the parameter's name. */
  readonly optimizer: Optimizer | ((parameter: string) => Optimizer);
  /** Gradients whose norm over all parameters is larger are scaled down to it (torch's `clip_grad_norm_`). Default: never. */
  readonly clipNorm?: number;
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

type StepProgram = Program<string, string>;

export async function openTrainer(options: TrainerOptions): Promise<Trainer> {
  const { parameters, constants = {}, from } = options;
  const execution = await resolveExecution(options);
  const optimizers = chooseOptimizers(options);
  const programs = new Map<string, Promise<StepProgram>>();
  let step = from?.step ?? 0;
  let state: HostRecord = from
    ? { ...from.parameters, ...from.memory }
    : initialState(parameters, (name) => optimizers.of(name).memories);

  const programFor = (batch: HostRecord): Promise<StepProgram> => {
    const specs = mapRecord(batch, specOf);
    const key = JSON.stringify(specs);
    const program =
      programs.get(key) ?? compile(stepFunction(options, optimizers), inputSpecs(specs), { ...execution });
    programs.set(key, program);
    return program;
  };
  const inputSpecs = (batch: Readonly<Record<string, TensorSpec>>): Record<string, TensorSpec> => ({
    ...prefixed('state', specsOf(state)),
    ...prefixed('constant', specsOf(constants)),
    ...prefixed('batch', batch),
    ...prefixed('scalar', specsOf(optimizers.scalars(0, 1))),
  });

  return {
    async step(batch, learningRate) {
      const program = await programFor(batch);
      const results = await program.run({
        ...prefixed('state', state),
        ...prefixed('constant', constants),
        ...prefixed('batch', batch),
        ...prefixed('scalar', optimizers.scalars(step, learningRate)),
      });
      const loss = Number(results['loss']!.data[0]);
      checkLoss(loss, step);
      state = mapRecord(state, (_, name) => results[`state/${name}`]!);
      step += 1;
      return loss;
    },
    state: () => ({
      step,
      parameters: mapRecord(parameters, (_, name) => state[name]!),
      memory: Object.fromEntries(Object.entries(state).filter(([name]) => !Object.hasOwn(parameters, name))),
    }),
  };
}

/** The optimisers that a trainer's parameters have. */
interface Optimizers {
  of(parameter: string): Optimizer;
  /** Scalars of all of them at one step, each under the name of its optimiser. */
  scalars(step: number, learningRate: number): Record<string, HostTensor>;
  scalarsOf(parameter: string, scalars: TensorRecord): Readonly<Record<string, tf.Scalar>>;
}

function chooseOptimizers({ parameters, optimizer }: TrainerOptions): Optimizers {
  const choose = typeof optimizer === 'function' ? optimizer : (): Optimizer => optimizer;
  const chosen = new Map(Object.keys(parameters).map((name) => [name, choose(name)]));
  const distinct = [...new Set(chosen.values())];
  const prefixOf = (one: Optimizer): string => String(distinct.indexOf(one));
  return {
    of: (parameter) => chosen.get(parameter)!,
    scalars: (step, learningRate) =>
      Object.assign(
        {},
        ...distinct.map((one) =>
          prefixed(
            prefixOf(one),
            mapRecord(one.scalars(step, learningRate), (value) => float64([], [value])),
          ),
        ),
      ) as Record<string, HostTensor>,
    scalarsOf: (parameter, scalars) =>
      unprefixed(prefixOf(chosen.get(parameter)!), scalars) as Record<string, tf.Scalar>,
  };
}

/** One step as a tfjs function. */
function stepFunction({ loss, guide, parameters, clipNorm }: TrainerOptions, optimizers: Optimizers) {
  return (inputs: TensorRecord): TensorRecord => {
    const [constants, batch, scalars] = ['constant', 'batch', 'scalar'].map((role) => unprefixed(role, inputs));
    const after = oneStep({
      names: Object.keys(parameters),
      state: unprefixed('state', inputs),
      loss: (tensors) => loss({ parameters: tensors, constants: constants!, batch: batch! }),
      guide: guide && {
        combine: (gradient, other, parameter) => guide.combine(gradient, other, { parameter, batch: batch! }),
        loss: (tensors) => guide.loss({ parameters: tensors, constants: constants!, batch: batch! }),
      },
      optimizerOf: (name) => optimizers.of(name),
      scalarsOf: (name) => optimizers.scalarsOf(name, scalars!),
      clipNorm,
    });
    return { loss: after.loss, ...prefixed('state', after.state) };
  };
}
