import { ShotbenchError } from '@shotbench/errors';

/** Element types of tensors that cross into or out of a program. */
export type HostDType = 'float32' | 'float64' | 'int32' | 'bool';

export type HostData = Float32Array | Float64Array | Int32Array | Uint8Array;

/** A dense row-major array in JavaScript memory. Rank 0 has shape `[]` and one element. */
export interface HostTensor {
  readonly dtype: HostDType;
  readonly shape: readonly number[];
  readonly data: HostData;
}

/** Element types inside a program; `float32` becomes 64 bits wide where the precision asks for it. */
export type DType = 'float32' | 'int32' | 'bool';

/** What a program is told about an input before it sees any value. */
export interface TensorSpec {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/** Number of elements of a shape; 1 for rank 0. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dim) => size * dim, 1);
}

/**
 * A float32 tensor over the given values (not copied when they are a Float32Array already).
 * @throws ShotbenchError `TENSOR_SIZE` if the number of values is not that of the shape.
 */
export function float32(shape: readonly number[], values: ArrayLike<number>): HostTensor {
  return checked('float32', shape, values instanceof Float32Array ? values : Float32Array.from(values));
}

/** A float64 tensor; see {@link float32}. */
export function float64(shape: readonly number[], values: ArrayLike<number>): HostTensor {
  return checked('float64', shape, values instanceof Float64Array ? values : Float64Array.from(values));
}

/** An int32 tensor; see {@link float32}. */
export function int32(shape: readonly number[], values: ArrayLike<number>): HostTensor {
  return checked('int32', shape, values instanceof Int32Array ? values : Int32Array.from(values));
}

/** A float32 tensor of zeros. */
export function zeros(shape: readonly number[]): HostTensor {
  return float32(shape, new Float32Array(sizeOf(shape)));
}

/** The spec that a host tensor satisfies. */
export function specOf(tensor: HostTensor): TensorSpec {
  return { dtype: tensor.dtype === 'float64' ? 'float32' : tensor.dtype, shape: tensor.shape };
}

/** Applies {@link specOf} to each member of a record. */
export function specsOf<Name extends string>(tensors: { readonly [N in Name]: HostTensor }): Record<Name, TensorSpec> {
  const entries = Object.entries<HostTensor>(tensors).map(([name, tensor]) => [name, specOf(tensor)]);
  return Object.fromEntries(entries) as Record<Name, TensorSpec>;
}

/**
 * Checks that a value fits the spec it is passed for.
 * @throws ShotbenchError `TENSOR_INPUT` naming the input, what came and what was expected.
 */
export function checkFits(name: string, tensor: HostTensor | undefined, spec: TensorSpec): HostTensor {
  const expected = `${spec.dtype} [${spec.shape.join(', ')}]`;
  if (tensor === undefined) {
    throw new ShotbenchError('TENSOR_INPUT', `input "${name}" is missing; expected ${expected}`);
  }
  const { dtype, shape } = specOf(tensor);
  if (dtype !== spec.dtype || shape.length !== spec.shape.length || shape.some((d, i) => d !== spec.shape[i])) {
    const seen = `${tensor.dtype} [${tensor.shape.join(', ')}]`;
    throw new ShotbenchError('TENSOR_INPUT', `input "${name}" is ${seen}; expected ${expected}`);
  }
  return tensor;
}

function checked(dtype: HostDType, shape: readonly number[], data: HostData): HostTensor {
  if (data.length !== sizeOf(shape)) {
    throw new ShotbenchError(
      'TENSOR_SIZE',
      `${data.length} values do not fill a tensor of shape [${shape.join(', ')}]; expected ${sizeOf(shape)}`,
    );
  }
  return { dtype, shape, data };
}
