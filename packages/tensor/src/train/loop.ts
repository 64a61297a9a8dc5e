import type * as ort from 'onnxruntime-node';

import { toHosts, toTensors } from '../eager/tensors.ts';
import { inPrecision, outputName } from '../compile.ts';
import { eagerBackend, type Execution } from '../execution.ts';
import { type HostTensor, sizeOf, type TensorSpec, zeros } from '../host-tensor.ts';
import { fromOrt, openSession, toOrt } from '../onnx/session.ts';
import { encodeModel, GRAPH_ATTRIBUTE, GraphWriter, type Precision } from '../onnx/writer.ts';
import { simplify } from '../simplify/simplify.ts';
import { onBackend, tf } from '../tfjs.ts';
import { inOrder } from '../trace/order.ts';
import { input, mapRecord, type TensorRecord, trace, type ValueRecord } from '../trace/trace.ts';
import { type Input, type Operation, splat, type Value } from '../trace/value.ts';
import { operation } from '../trace/backend.ts';
import { prefixed, unprefixed } from './prefixes.ts';

export type HostRecord = Readonly<Record<string, HostTensor>>;

/** One pass of a loop as a tfjs function. */
export type Step = (step: {
  /** Carried from pass to pass. */
  readonly state: TensorRecord;
  /** The same at every pass. */
  readonly constants: TensorRecord;
  /** This pass's row of each sequence. */
  readonly slices: TensorRecord;
}) => {
  /** The state after the pass: the same names, types and shapes. */
  readonly state: TensorRecord;
  /** Collected over all passes. */
  readonly outputs: TensorRecord;
};

export interface LoopSpecs {
  readonly state: Readonly<Record<string, TensorSpec>>;
  readonly constants: Readonly<Record<string, TensorSpec>>;
  readonly slices: Readonly<Record<string, TensorSpec>>;
}

export interface LoopRun {
  readonly state: HostRecord;
  /** First pass and number of passes: rows `start … start + count − 1` of the sequences. */
  readonly start: number;
  readonly count: number;
}

/** A loop ready to run piece by piece; what is fed once stays with it. */
export interface Loop {
  /** The state that it returns may be overwritten by the run after the next. */
  run(run: LoopRun): Promise<{ readonly state: HostRecord; readonly outputs: HostRecord }>;
}

/** The inputs that stay the same over all pieces: constants, and sequences of shape [steps, …slice]. */
export interface LoopInputs {
  readonly constants: HostRecord;
  readonly sequences: HostRecord;
}

/**
 * Makes a loop of a step: on `onnx` one ONNX `Loop` node whose body is the traced step, with everything that does not
 * change from pass to pass computed once before it; eagerly, a plain loop.
 */
export async function compileLoop(
  step: Step,
  specs: LoopSpecs,
  inputs: LoopInputs,
  execution: Execution,
): Promise<Loop> {
  return execution.executor === 'onnx'
    ? compileOnnxLoop(step, specs, inputs, execution)
    : eagerLoop(step, inputs, eagerBackend(execution.executor));
}

function eagerLoop(step: Step, { constants, sequences }: LoopInputs, backendName: string): Loop {
  const run = ({ state, start, count }: LoopRun): { state: HostRecord; outputs: HostRecord } => {
    const collected: Record<string, HostTensor[]> = {};
    let current: HostRecord = state;
    const fixed = toTensors(constants);
    for (let pass = start; pass < start + count; pass++) {
      tf.engine().startScope('pass');
      const result = step({
        state: toTensors(current),
        constants: fixed,
        slices: toTensors(mapRecord(sequences, (sequence) => rows(sequence, pass, 1, true))),
      });
      current = toHosts(result.state);
      for (const [name, value] of Object.entries(toHosts(result.outputs))) (collected[name] ??= []).push(value);
      tf.engine().endScope();
    }
    Object.values(fixed).forEach((tensor) => tensor.dispose());
    return { state: current, outputs: mapRecord(collected, stacked) };
  };
  return { run: (piece) => Promise.resolve(onBackend(backendName, () => run(piece))) };
}

/** Rows start … start + count − 1 of a sequence, without copying; one row may drop its leading axis. */
function rows(sequence: HostTensor, start: number, count: number, drop = false): HostTensor {
  const shape = sequence.shape.slice(1);
  const size = sizeOf(shape);
  const data = sequence.data.subarray(start * size, (start + count) * size);
  return { dtype: sequence.dtype, shape: drop ? shape : [count, ...shape], data };
}

function stacked(values: readonly HostTensor[]): HostTensor {
  const [first] = values as [HostTensor];
  const data = new (first.data.constructor as Float32ArrayConstructor)(values.length * first.data.length);
  values.forEach((value, i) => data.set(value.data, i * first.data.length));
  return { dtype: first.dtype, shape: [values.length, ...first.shape], data };
}

/** Names in the model are prefixed by role, so that a parameter and a constant may share a name. */
const NAMES = {
  state: (name: string) => `state:${name}`,
  constants: (name: string) => `constant:${name}`,
  slices: (name: string) => `sequence:${name}`,
};

async function compileOnnxLoop(step: Step, specs: LoopSpecs, inputs: LoopInputs, execution: Execution): Promise<Loop> {
  const { precision, threads } = execution;
  const traced = traceStep(step, specs);
  const memoryPattern = !hasLargeResults(traced);
  const session = await openSession(encodeLoop(traced, precision), { threads, memoryPattern });
  const used = new Set(session.inputNames);
  const constants = mapRecord(inputs.constants, (tensor) => toOrt(inPrecision(tensor, precision)));
  const sequences = mapRecord(inputs.sequences, (tensor) => inPrecision(tensor, precision));

  const buffers = alternating(specs.state, precision);

  return {
    async run({ state, start, count }) {
      const feeds: Record<string, ort.Tensor> = { passes: toOrt(int64Scalar(count)) };
      const feed = (name: string, tensor: ort.Tensor): void => {
        if (used.has(name)) feeds[name] = tensor;
      };
      for (const [name, tensor] of Object.entries(state))
        feed(`initial:${name}`, toOrt(inPrecision(tensor, precision)));
      for (const [name, tensor] of Object.entries(constants)) feed(NAMES.constants(name), tensor);
      for (const [name, tensor] of Object.entries(sequences))
        feed(NAMES.slices(name), toOrt(rows(tensor, start, count)));
      const ends = mapRecord(buffers.next(), toOrt);
      const fetches = Object.fromEntries([
        ...Object.entries(ends).map(([name, tensor]) => [outputName(NAMES.state(name)), tensor] as const),
        ...Object.keys(traced.outputs).map((name) => [outputName(name), null] as const),
      ]);
      const results = await session.run(feeds, fetches);
      return {
        state: mapRecord(traced.state, (_, name) => fromOrt(results[outputName(NAMES.state(name))]!)),
        outputs: mapRecord(traced.outputs, (_, name) => fromOrt(results[outputName(name)]!)),
      };
    },
  };
}

/**
 * Two sets of memory for the state, used in turn: a run reads one and writes the other. Fresh memory for every run would have to be
 * touched page by page, which for large states takes as long as several steps.
 */
function alternating(specs: LoopSpecs['state'], precision: Precision): { next(): HostRecord } {
  const sets: HostRecord[] = [];
  let turn = 0;
  return {
    next() {
      turn = 1 - turn;
      return (sets[turn] ??= mapRecord(specs, ({ shape }) => inPrecision(zeros(shape), precision)));
    },
  };
}

function int64Scalar(value: number): HostTensor {
  return { dtype: 'int64' as never, shape: [], data: BigInt64Array.of(BigInt(value)) as never };
}

/** Elements of a result that is large. */
const LARGE = 2 ** 21;

/**
 * Whether a pass computes tensors of megabytes. ONNX Runtime asks the system anew for its one block of planned memory at every
 * pass of a loop; from 32 MiB on, the C library returns such blocks at once, and touching every page again takes longer than the step.
 */
function hasLargeResults({ state, outputs }: TracedStep): boolean {
  const values = inOrder([...Object.values(state), ...Object.values(outputs)]);
  return values.some((value) => value.kind === 'operation' && sizeOf(value.shape) >= LARGE);
}

interface TracedStep {
  readonly iteration: Input;
  readonly stateInputs: Readonly<Record<string, Input>>;
  readonly fixedInputs: readonly Input[];
  readonly state: ValueRecord;
  readonly outputs: ValueRecord;
}

function traceStep(step: Step, specs: LoopSpecs): TracedStep {
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

/** Model inputs: `passes`, the state, constants and sequences. Outputs: the last state and all passes' outputs. */
function encodeLoop(traced: TracedStep, precision: Precision): Uint8Array {
  const names = new Map<Value, string>();
  const main = new GraphWriter(precision, names);
  const body = new GraphWriter(precision, names);
  const results = [...Object.values(traced.state), ...Object.values(traced.outputs)];
  // What does not depend on the pass is written into the main graph, where the body can see it by name.
  main.write(invariants(results, new Set<Value>([traced.iteration, ...Object.values(traced.stateInputs)])));

  const carried = Object.entries(traced.stateInputs);
  const bodyOutputs = [
    ...carried.map(([name]) => ({ name: `next:${name}`, value: traced.state[name]! })),
    ...Object.entries(traced.outputs).map(([name, value]) => ({ name: `pass:${name}`, value })),
  ];
  body.writeOutputs(new Map(bodyOutputs.map(({ name, value }) => [name, value])));

  const flag = { dtype: 'bool', shape: [] } as const;
  body.nodes.push({ opType: 'Identity', input: ['continue'], output: ['next:continue'] });
  const bodyGraph = {
    name: 'step',
    node: body.nodes,
    initializer: body.initializers,
    input: [
      body.declareInput(traced.iteration),
      body.declare('continue', flag.dtype, flag.shape),
      ...carried.map(([, value]) => body.declareInput(value)),
    ],
    output: [
      body.declare('next:continue', flag.dtype, flag.shape),
      ...bodyOutputs.map(({ name, value }) => body.declare(name, value.dtype, value.shape)),
    ],
  };
  const [always] = main.write([splat('bool', [], 1)]);
  const initial = carried.map(([name]) => `initial:${name}`);
  const finals = [
    ...carried.map(([name, { dtype, shape }]) => ({ name: outputName(NAMES.state(name)), dtype, shape })),
    ...Object.entries(traced.outputs).map(([name, v]) => ({
      name: outputName(name),
      dtype: v.dtype,
      shape: [-1, ...v.shape],
    })),
  ];
  main.nodes.push({
    opType: 'Loop',
    input: ['passes', always!, ...initial],
    output: finals.map(({ name }) => name),
    attribute: [{ name: 'body', g: bodyGraph, type: GRAPH_ATTRIBUTE }],
  });
  // The body's own names for the state are taken, so the main graph calls its initial values differently.
  return encodeModel({
    name: 'loop',
    node: main.nodes,
    initializer: main.initializers,
    input: [
      main.declare('passes', 'int64', []),
      ...carried.map(([name, { dtype, shape }]) => main.declare(`initial:${name}`, dtype, shape)),
      ...traced.fixedInputs.map((value) => main.declareInput(value)),
    ],
    output: finals.map(({ name, dtype, shape }) => main.declare(name, dtype, shape)),
  });
}

/** The operations, as late as possible, that do not depend on any of the changing values. */
function invariants(outputs: readonly Value[], changing: ReadonlySet<Value>): Value[] {
  const varies = new Set<Value>(changing);
  const order = inOrder(outputs);
  for (const value of order) {
    if (value.kind === 'operation' && value.inputs.some((v) => varies.has(v))) varies.add(value);
  }
  const frontier = new Set<Value>();
  for (const value of order) {
    if (!varies.has(value)) continue;
    if (value.kind === 'operation') for (const v of value.inputs) if (!varies.has(v) && isComputed(v)) frontier.add(v);
  }
  return [...frontier];
}

function isComputed(value: Value): value is Operation | Input {
  return value.kind === 'operation' || value.kind === 'input';
}
