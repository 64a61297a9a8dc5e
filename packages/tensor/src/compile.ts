import type * as ort from 'onnxruntime-node';

import { toHosts, toTensors } from './eager/tensors.ts';
import { eagerBackend, type Execution, type ExecutionOptions, resolveExecution } from './execution.ts';
import { checkFits, type HostTensor, sizeOf, type TensorSpec } from './host-tensor.ts';
import { fromOrt, openSession, toOrt } from './onnx/session.ts';
import { encodeModel, GraphWriter, type Precision } from './onnx/writer.ts';
import { simplify } from './simplify/simplify.ts';
import { onBackend, tf } from './tfjs.ts';
import { inOrder } from './trace/order.ts';
import { input, mapRecord, type TensorRecord, trace, type ValueRecord } from './trace/trace.ts';
import type { Value } from './trace/value.ts';

type Hosts<Names extends string> = { readonly [Name in Names]: HostTensor };

/** A function of tensors, ready to run on one executor. */
export interface Program<Inputs extends string, Outputs extends string> {
  /**
   * Runs the program. Memory of the inputs is read during the call and not kept.
   * @param into memory that these outputs are written to, as wide as the program's numbers; the others get memory of their own. It may be an input's if
   *   no element of the output depends on other elements of that input, nor any other output on it.
   * @throws ShotbenchError `TENSOR_INPUT` for a missing input or one of another type or shape.
   */
  run(inputs: Hosts<Inputs>, into?: Partial<Hosts<Outputs>>): Promise<Hosts<Outputs>>;
}

/**
 * Makes a program of a tfjs function: for `onnx` the function is called once on symbolic tensors, its graph (gradients
 * taken inside it included) is simplified and given to ONNX Runtime; the other executors call it at every run.
 *
 * ```ts
 * const program = await compile(({ x, w }) => ({ y: tf.matMul(x, w) }), {
 *   x: { dtype: 'float32', shape: [2, 3] },
 *   w: { dtype: 'float32', shape: [3, 4] },
 * })
 * const { y } = await program.run({ x, w }) // y.shape is [2, 4]
 * ```
 *
 * @param fn must not read tensor values and must depend on its inputs only.
 */
export async function compile<Inputs extends string, Outputs extends string>(
  fn: (inputs: { readonly [Name in Inputs]: tf.Tensor }) => { readonly [Name in Outputs]: tf.Tensor },
  inputs: { readonly [Name in Inputs]: TensorSpec },
  options: ExecutionOptions = {},
): Promise<Program<Inputs, Outputs>> {
  const execution = await resolveExecution(options);
  const untyped = fn as unknown as (tensors: TensorRecord) => TensorRecord;
  const run =
    execution.executor === 'onnx' ? await compileOnnx(untyped, inputs, execution) : eager(untyped, execution.executor);
  return {
    async run(values, into = {}) {
      for (const [name, spec] of Object.entries<TensorSpec>(inputs))
        checkFits(name, (values as Record<string, HostTensor>)[name], spec);
      return (await run(values, into as Record<string, HostTensor>)) as Hosts<Outputs>;
    },
  };
}

type Run = (
  inputs: Readonly<Record<string, HostTensor>>,
  into: Readonly<Record<string, HostTensor>>,
) => Promise<Record<string, HostTensor>>;

function eager(fn: (tensors: TensorRecord) => TensorRecord, executor: 'tensorflow' | 'cpu'): Run {
  return (inputs, into) =>
    Promise.resolve(
      onBackend(eagerBackend(executor), () => {
        const engine = tf.engine();
        engine.startScope('eager');
        try {
          return mapRecord(toHosts(fn(toTensors(inputs))), (tensor, name) => writtenTo(into[name], tensor));
        } finally {
          engine.endScope();
        }
      }),
    );
}

function writtenTo(place: HostTensor | undefined, tensor: HostTensor): HostTensor {
  if (place === undefined) return tensor;
  place.data.set(tensor.data);
  return place;
}

async function compileOnnx(
  fn: (tensors: TensorRecord) => TensorRecord,
  specs: Readonly<Record<string, TensorSpec>>,
  { precision, threads }: Execution,
): Promise<Run> {
  const inputs = mapRecord(specs, (spec, name) => input(name, spec));
  const outputs = simplify(trace(fn, inputs));
  const model = encodeProgram(Object.values(inputs), outputs, precision);
  const bytes = bytesComputed(Object.values(outputs));
  const session = await openSession(model, { threads, memoryPattern: false, bytes });
  const used = new Set(session.inputNames);
  return async (values, into) => {
    const feeds: Record<string, ort.Tensor> = {};
    for (const name of Object.keys(inputs)) {
      if (used.has(name)) feeds[name] = toOrt(inPrecision(values[name]!, precision));
    }
    const places = Object.keys(outputs).map(
      (name) => [outputName(name), into[name] ? toOrt(into[name]) : null] as const,
    );
    const results = await session.run(feeds, Object.fromEntries(places));
    return mapRecord(outputs, (_, name) => into[name] ?? fromOrt(results[outputName(name)]!));
  };
}

/** Of all values that are not inputs, in float32. */
function bytesComputed(outputs: readonly Value[]): number {
  return inOrder(outputs).reduce((sum, { kind, shape }) => sum + (kind === 'operation' ? 4 * sizeOf(shape) : 0), 0);
}

/** Graph outputs are named apart from inputs, since both names are the caller's. */
export function outputName(name: string): string {
  return `out:${name}`;
}

/**
 * The function as an ONNX model of its own, for other programs to run: inputs and outputs are called as here, which
 * must be different names.
 *
 * @returns the bytes of an `.onnx` file; tensors that the function holds on to become part of it.
 */
export function exportOnnx<Inputs extends string, Outputs extends string>(
  fn: (inputs: { readonly [Name in Inputs]: tf.Tensor }) => { readonly [Name in Outputs]: tf.Tensor },
  specs: { readonly [Name in Inputs]: TensorSpec },
  precision: Precision = 'float32',
): Uint8Array {
  const inputs = mapRecord(specs as Readonly<Record<string, TensorSpec>>, (spec, name) => input(name, spec));
  const outputs = simplify(trace(fn as unknown as (tensors: TensorRecord) => TensorRecord, inputs));
  return encodeProgram(Object.values(inputs), outputs, precision, (name) => name);
}

function encodeProgram(
  inputs: readonly ReturnType<typeof input>[],
  outputs: ValueRecord,
  precision: Precision,
  nameOf: (name: string) => string = outputName,
): Uint8Array {
  const writer = new GraphWriter(precision);
  writer.writeOutputs(new Map(Object.entries(outputs).map(([name, value]) => [nameOf(name), value])));
  return encodeModel({
    name: 'program',
    node: writer.nodes,
    initializer: writer.initializers,
    input: inputs.map((value) => writer.declareInput(value)),
    output: Object.entries(outputs).map(([name, { dtype, shape }]) => writer.declare(nameOf(name), dtype, shape)),
  });
}

/** The tensor with its floating-point numbers as wide as the program's. */
export function inPrecision(tensor: HostTensor, precision: Precision): HostTensor {
  if (tensor.dtype === precision || (tensor.dtype !== 'float32' && tensor.dtype !== 'float64')) return tensor;
  const data = precision === 'float64' ? Float64Array.from(tensor.data) : Float32Array.from(tensor.data);
  return { dtype: precision, shape: tensor.shape, data };
}
