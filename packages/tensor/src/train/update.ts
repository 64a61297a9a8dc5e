import type { tf } from '../tfjs.ts';
import type { TensorRecord } from '../trace/trace.ts';
import { clipGradients } from './clip-gradients.ts';
import type { Gradients } from './gradients.ts';
import type { Optimizer } from './optimizer.ts';
import { memoryName } from './state.ts';

export interface UpdateOptions {
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Parameters and what their optimisers remember. */
  readonly state: TensorRecord;
  /** @returns what the optimiser gets for the parameter of that name: a tensor of the parameter's shape. Used where there are gradients of a guide. */
  readonly combine?: ((gradient: tf.Tensor, guide: tf.Tensor, parameter: string) => tf.Tensor) | undefined;
  /** See `TrainerOptions`. */
  readonly clipNorm?: number | undefined;
  readonly optimizerOf: (parameter: string) => Optimizer;
  /** The numbers of this step that a parameter's optimiser asks for. */
  readonly scalarsOf: (parameter: string) => Readonly<Record<string, tf.Scalar>>;
}

/** The state after an update by these gradients: combined with the guide's, then clipped, then given to the optimisers. */
export function updated({ own, guide }: Gradients, options: UpdateOptions): TensorRecord {
  const { names, state, combine, clipNorm, optimizerOf, scalarsOf } = options;
  const combined = names.map((name) => (guide && combine ? combine(own[name]!, guide[name]!, name) : own[name]!));
  const gradients = clipNorm === undefined ? combined : clipGradients(combined, clipNorm);

  const next: Record<string, tf.Tensor> = {};
  names.forEach((name, i) => {
    const optimizer = optimizerOf(name);
    const memory = Array.from({ length: optimizer.memories }, (_, slot) => state[memoryName(name, slot)]!);
    const after = optimizer.update({ parameter: state[name]!, memory }, gradients[i]!, scalarsOf(name));
    next[name] = after.parameter;
    after.memory.forEach((tensor, slot) => (next[memoryName(name, slot)] = tensor));
  });
  return next;
}
