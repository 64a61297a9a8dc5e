import { operation } from '../trace/backend.ts';
import { inOrder } from '../trace/order.ts';
import { input, mapRecord, trace, type ValueRecord } from '../trace/trace.ts';
import type { Input, Value } from '../trace/value.ts';
import { simplify } from '../simplify/simplify.ts';
import type { LoopSpecs, Step } from './loop.ts';
import { prefixed, unprefixed } from './prefixes.ts';

/** Names in the model are prefixed by role, so that a parameter and a constant may share a name. */
export const NAMES = {
  state: (name: string) => `state:${name}`,
  constants: (name: string) => `constant:${name}`,
  slices: (name: string) => `sequence:${name}`,
};

/** One pass of a loop as a graph. */
export interface TracedStep {
  readonly iteration: Input;
  readonly stateInputs: Readonly<Record<string, Input>>;
  readonly fixedInputs: readonly Input[];
  readonly state: ValueRecord;
  readonly outputs: ValueRecord;
}

export function traceStep(step: Step, specs: LoopSpecs): TracedStep {
  const iteration: Input = { kind: 'input', name: 'iteration', dtype: 'int64', shape: [] };
  const stateInputs = mapRecord(specs.state, (spec, name) => input(NAMES.state(name), spec));
  const constants = mapRecord(specs.constants, (spec, name) => input(NAMES.constants(name), spec));
  const sequences = mapRecord(specs.slices, ({ dtype, shape }, name) =>
    input(NAMES.slices(name), { dtype, shape: [-1, ...shape] }),
  );
  const slices = mapRecord(sequences, (sequence, name) =>
    operation('Gather', [sequence, iteration], specs.slices[name]!, { axis: 0 }),
  );
  // trace() takes flat records, so the three roles travel under prefixed names.
  const flat = {
    ...prefixed('state', stateInputs),
    ...prefixed('constants', constants),
    ...prefixed('slices', slices),
  };
  const results = simplify(
    trace((tensors) => {
      const { state, outputs } = step({
        state: unprefixed('state', tensors),
        constants: unprefixed('constants', tensors),
        slices: unprefixed('slices', tensors),
      });
      return { ...prefixed('state', state), ...prefixed('outputs', outputs) };
    }, flat),
  );
  return {
    iteration,
    stateInputs,
    fixedInputs: [...Object.values(constants), ...Object.values(sequences)],
    state: unprefixed('state', results),
    outputs: unprefixed('outputs', results),
  };
}

/** Every value that the pass computes or is given. */
export function valuesOf({ state, outputs }: TracedStep): Value[] {
  return inOrder([...Object.values(state), ...Object.values(outputs)]);
}
