import { float64, type HostTensor } from '../host-tensor.ts';
import type { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import type { Optimizer } from './optimizer.ts';
import { prefixed, unprefixed } from './prefixes.ts';

/** One optimiser for all parameters, or a choice by the parameter's name. */
export type OptimizerChoice = Optimizer | ((parameter: string) => Optimizer);

/** The optimisers that a trainer's parameters have. */
export interface ChosenOptimizers {
  of(parameter: string): Optimizer;
  /** Scalars of all of them at one step, each under the name of its optimiser. */
  scalars(step: number, learningRate: number): Record<string, HostTensor>;
  scalarsOf(parameter: string, scalars: TensorRecord): Readonly<Record<string, tf.Scalar>>;
}

export function chooseOptimizers(parameters: readonly string[], optimizer: OptimizerChoice): ChosenOptimizers {
  const choose = typeof optimizer === 'function' ? optimizer : (): Optimizer => optimizer;
  const chosen = new Map(parameters.map((name) => [name, choose(name)]));
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
