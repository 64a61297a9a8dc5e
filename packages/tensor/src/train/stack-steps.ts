import { type HostTensor, sizeOf } from '../host-tensor.ts';
import { isSameData, type Place } from '../stack/align.ts';
import { along, type Cells, sharedBy } from '../stack/cells.ts';
import { stackGraphs } from '../stack/stack-graphs.ts';
import { operation } from '../trace/backend.ts';
import { mapRecord, type ValueRecord } from '../trace/trace.ts';
import { type Input, isOperation, type Value } from '../trace/value.ts';
import type { HostRecord, LoopInputs } from './loop.ts';
import { prefixed, unprefixed } from './prefixes.ts';
import type { Training } from './prepare.ts';
import { NAMES, type TracedStep } from './traced-step.ts';

/** A training whose step has been traced. */
export interface TracedTraining extends Training {
  readonly traced: TracedStep;
}

/** R trainings as one loop: state [R, …], outputs [R, …], and inputs once where all have the same. */
export interface StackedSteps {
  readonly traced: TracedStep;
  readonly inputs: LoopInputs;
  readonly state: HostRecord;
}

/** What a step computes, as one record. */
export function graphOf({ state, outputs }: TracedStep): ValueRecord {
  return { ...prefixed('state', state), ...prefixed('outputs', outputs) };
}

/** @param places what `align` makes of the trainings' graphs. */
export function stackSteps(
  trainings: readonly TracedTraining[],
  places: Readonly<Record<string, Place>>,
): StackedSteps {
  const [first] = trainings as [TracedTraining];
  const R = trainings.length;
  const { iteration } = first.traced;
  const stateInputs = mapRecord(first.traced.stateInputs, (value) => widened(value, [R, ...value.shape]));
  const fixed = new Map<string, Input>();
  const constants: Record<string, HostTensor> = {};
  const sequences: Record<string, HostTensor> = {};

  const constantAt = (value: Input, name: string): Cells => {
    const tensors = trainings.map(({ inputs }) => inputs.constants[name]!);
    const isShared = areSame(tensors);
    constants[name] = isShared ? tensors[0]! : stackTensors(tensors);
    const whole = isShared ? value : widened(value, [R, ...value.shape]);
    fixed.set(whole.name, whole);
    return isShared ? sharedBy(R, whole) : along(whole);
  };
  const sliceAt = (sequence: Input, name: string, { dtype, shape }: Value): Cells => {
    const tensors = trainings.map(({ inputs }) => inputs.sequences[name]!);
    const isShared = areSame(tensors);
    sequences[name] = isShared ? tensors[0]! : interleave(tensors);
    const whole = isShared ? sequence : widened(sequence, [-1, R, ...shape]);
    fixed.set(whole.name, whole);
    const slice = { dtype, shape: whole.shape.slice(1) };
    const value = operation('Gather', [whole, iteration], slice, { axis: 0 });
    return isShared ? sharedBy(R, value) : along(value);
  };
  const fed = ({ values }: Place): Cells | undefined => {
    const [value] = values as [Value];
    const sequence = sequenceOf(value);
    if (sequence) return sliceAt(sequence, nameIn(NAMES.slices, sequence)!, value);
    if (value.kind !== 'input') return undefined;
    const constant = nameIn(NAMES.constants, value);
    if (constant !== undefined) return constantAt(value, constant);
    const state = nameIn(NAMES.state, value);
    return state === undefined ? sharedBy(R, iteration) : along(stateInputs[state]!);
  };

  const results = stackGraphs(places, { fed, execution: first.execution });
  return {
    traced: {
      iteration,
      stateInputs,
      fixedInputs: [...fixed.values()],
      state: unprefixed('state', results),
      outputs: unprefixed('outputs', results),
    },
    inputs: { constants, sequences },
    state: mapRecord(first.state, (_, name) => stackTensors(trainings.map(({ state }) => state[name]!))),
  };
}

/** One cell's part of a state [R, …], sharing memory. */
export function cellOf(state: HostRecord, r: number): HostRecord {
  return mapRecord(state, ({ dtype, shape, data }) => {
    const size = sizeOf(shape.slice(1));
    return { dtype, shape: shape.slice(1), data: data.subarray(r * size, (r + 1) * size) };
  });
}

/** The sequence that a value is this pass's row of. */
function sequenceOf(value: Value): Input | undefined {
  if (!isOperation(value, 'Gather')) return undefined;
  const [from] = value.inputs as [Value];
  return from.kind === 'input' && nameIn(NAMES.slices, from) !== undefined ? from : undefined;
}

/** The name that a role's prefix was put before, if it was this role's. */
function nameIn(role: (name: string) => string, { name }: Input): string | undefined {
  const prefix = role('');
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

function widened(value: Input, shape: readonly number[]): Input {
  return { ...value, shape };
}

function areSame([first, ...others]: readonly HostTensor[]): boolean {
  return others.every(({ data }) => isSameData(data, first!.data));
}

/** [R, …] */
function stackTensors(tensors: readonly HostTensor[]): HostTensor {
  const [{ dtype, shape, data }] = tensors as [HostTensor];
  const all = new (data.constructor as Float32ArrayConstructor)(tensors.length * data.length);
  tensors.forEach((tensor, r) => all.set(tensor.data, r * data.length));
  return { dtype, shape: [tensors.length, ...shape], data: all };
}

/** Sequences [steps, …] as one of [steps, R, …]. */
function interleave(tensors: readonly HostTensor[]): HostTensor {
  const [{ dtype, shape, data }] = tensors as [HostTensor];
  const [R, [steps, ...slice]] = [tensors.length, shape as [number, ...number[]]];
  const size = sizeOf(slice);
  const all = new (data.constructor as Float32ArrayConstructor)(R * data.length);
  tensors.forEach((tensor, r) => {
    for (let step = 0; step < steps; step++)
      all.set(tensor.data.subarray(step * size, (step + 1) * size), (step * R + r) * size);
  });
  return { dtype, shape: [steps, R, ...slice], data: all };
}
