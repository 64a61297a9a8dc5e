import { ShotbenchError } from '@shotbench/errors';

import { sizeOf } from '../host-tensor.ts';
import { onceLoaded, tf } from '../tfjs.ts';
import { type Attribute, constant, type GraphDType, type Operation, splat, type Value } from './value.ts';

export const TRACE_BACKEND = 'shotbench-trace';

type TensorInfo = { dataId: object; shape: number[]; dtype: tf.DataType };

/** What each tensor of the back end stands for. */
const values = new WeakMap<object, Value>();

export function graphValue(tensor: TensorInfo): Value {
  const value = values.get(tensor.dataId);
  if (!value) throw new Error('a tensor from another back end has no place in this trace');
  return value;
}

export function tensorInfo(value: Value): TensorInfo {
  const dataId = {};
  values.set(dataId, value);
  return { dataId, shape: [...value.shape], dtype: value.dtype as tf.DataType };
}

/**
 * A tfjs back end whose kernels do not compute: each appends operations to a graph of {@link Value}s. Running a
 * function on it (gradients included) therefore yields the function as a graph.
 */
function tracingBackend(): tf.KernelBackend {
  // A class inside of a function: what it extends is not there before TensorFlow.js is loaded.
  class TracingBackend extends tf.KernelBackend {
    /** Called by tfjs for every constant that the traced function mentions. */
    override write(written: tf.BackendValues | null, shape: number[], dtype: tf.DataType): object {
      const dataId = {};
      this.move(dataId, written ?? new Float32Array(sizeOf(shape)), shape, dtype);
      return dataId;
    }

    override move(dataId: object, written: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
      const data = written as ArrayLike<number>;
      const value = isUniform(data)
        ? splat(graphDType(dtype), shape, data[0]!)
        : constant(graphDType(dtype), shape, data);
      values.set(dataId, value);
    }

    override readSync(): never {
      throw new ShotbenchError(
        'TENSOR_READ_WHILE_TRACING',
        'a traced function read the value of a tensor (dataSync, array, print or a JavaScript condition on it), ' +
          'but values exist only when the graph runs; express the choice with tf.where or take the value as an input',
      );
    }

    override read(): never {
      return this.readSync();
    }

    override numDataIds(): number {
      return 0;
    }
    override floatPrecision(): 32 {
      return 32;
    }
    override epsilon(): number {
      return 1e-7; // what tfjs's own 32-bit back ends answer
    }
    override disposeData(): boolean {
      return true;
    }
    override incRef(): void {}
    decRef(): void {}
    override refCount(): number {
      return 1;
    }
    override timerAvailable(): boolean {
      return false;
    }
  }
  return new TracingBackend();
}

onceLoaded(() => tf.registerBackend(TRACE_BACKEND, tracingBackend, 0));

/** Whether there are several elements and all are one number. */
function isUniform(data: ArrayLike<number>): boolean {
  for (let i = 1; i < data.length; i++) if (data[i] !== data[0]) return false;
  return data.length > 1;
}

/** The graph's element type for a tfjs one. */
export function graphDType(dtype: tf.DataType): GraphDType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new ShotbenchError(
    'TENSOR_DTYPE',
    `a traced function made a ${dtype} tensor; only float32, int32 and bool can be traced`,
  );
}

/**
 * The result of an ONNX operator. A result without elements is a constant whatever the operator, which spares
 * every kernel the question what ONNX Runtime does with empty tensors.
 */
export function operation(
  op: string,
  inputs: readonly Value[],
  result: { readonly dtype: GraphDType; readonly shape: readonly number[] },
  attributes: Readonly<Record<string, Attribute>> = {},
): Value {
  const { dtype, shape } = result;
  if (sizeOf(shape) === 0) return constant(dtype, shape, []);
  return { kind: 'operation', op, inputs, attributes, dtype, shape } satisfies Operation;
}

/** A tensor filled with one number, or the empty tensor of that shape. */
export function filled(dtype: GraphDType, shape: readonly number[], value: number): Value {
  return sizeOf(shape) === 0 ? constant(dtype, shape, []) : splat(dtype, shape, value);
}

export type KernelAttributes = Readonly<Record<string, unknown>>;
export type Kernel = (inputs: Readonly<Record<string, Value>>, attributes: KernelAttributes) => Value | Value[];

/** Registers how one tfjs kernel is written in ONNX operators. */
export function traceKernel(kernelName: string, kernel: Kernel): void {
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs }) => {
    const given = Object.entries(inputs).map(([name, info]) => [name, graphValue(info as TensorInfo)] as const);
    const result = kernel(Object.fromEntries(given), attrs ?? {});
    return Array.isArray(result) ? result.map(tensorInfo) : tensorInfo(result);
  };
  onceLoaded(() => tf.registerKernel({ kernelName, backendName: TRACE_BACKEND, kernelFunc }));
}
