import { ShotbenchError } from '@shotbench/errors';

import type { TensorSpec } from '../host-tensor.ts';
import { onBackend, tf } from '../tfjs.ts';
import { graphValue, tensorInfo, TRACE_BACKEND } from './backend.ts';
import './kernels/index.ts';
import type { Input, Value } from './value.ts';

export type TensorRecord = Record<string, tf.Tensor>;
export type ValueRecord = Record<string, Value>;

/** A graph input of the given spec. */
export function input(name: string, spec: TensorSpec): Input {
  return { kind: 'input', name, dtype: spec.dtype, shape: spec.shape };
}

/**
 * Runs a tfjs function on symbolic tensors and returns its results as graph values.
 *
 * @param fn a function of tensors; it must not read their values, and must not depend on anything that changes
 *   between runs, because it is called once.
 * @throws ShotbenchError `TENSOR_KERNEL_NOT_TRACED` naming a kernel without an ONNX form, `TENSOR_READ_WHILE_TRACING`.
 */
export function trace(
  fn: (tensors: TensorRecord) => TensorRecord,
  inputs: Readonly<Record<string, Value>>,
): ValueRecord {
  return onBackend(TRACE_BACKEND, () => {
    const engine = tf.engine();
    engine.startScope('trace');
    try {
      const tensors = mapRecord(inputs, (value) => engine.makeTensorFromTensorInfo(tensorInfo(value) as never));
      return mapRecord(fn(tensors), (tensor) => graphValue(tensor as never));
    } catch (error) {
      throw explained(error);
    } finally {
      engine.endScope();
    }
  });
}

export function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

function explained(error: unknown): unknown {
  const kernel = error instanceof Error && /Kernel '(\w+)' not registered/.exec(error.message)?.[1];
  if (!kernel) return error;
  return new ShotbenchError(
    'TENSOR_KERNEL_NOT_TRACED',
    `the kernel ${kernel} has no ONNX form yet; write the program with other operations or add it in packages/tensor/src/trace/kernels`,
    { cause: error },
  );
}
