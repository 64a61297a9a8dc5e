import { outputName } from '../compile.ts';
import { encodeModel, GRAPH_ATTRIBUTE, GraphWriter, type Precision } from '../onnx/writer.ts';
import { inOrder } from '../trace/order.ts';
import { type Input, type Operation, splat, type Value } from '../trace/value.ts';
import { NAMES, type TracedStep } from './traced-step.ts';

/** Model inputs: `passes`, the state, constants and sequences. Outputs: the last state and all passes' outputs. */
export function encodeLoop(traced: TracedStep, precision: Precision): Uint8Array {
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
