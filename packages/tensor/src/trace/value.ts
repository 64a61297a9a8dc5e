import { type DType, sizeOf } from '../host-tensor.ts';

/** Element types inside a graph; `int64` exists only for ONNX's own shape and index arguments. */
export type GraphDType = DType | 'int64';

/** A node attribute: an ONNX int, list of ints, float or string (the last two marked). */
export type Attribute = number | readonly number[] | { readonly float: number } | { readonly text: string };

/** A value that is fed to the graph. */
export interface Input {
  readonly kind: 'input';
  readonly name: string;
  readonly dtype: GraphDType;
  readonly shape: readonly number[];
}

/**
 * A value known while tracing. `data` holds either every element or, for a tensor filled with one number, that
 * single element; see {@link isSplat}.
 */
export interface Constant {
  readonly kind: 'constant';
  readonly dtype: GraphDType;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** The result of one ONNX operator. The graph is the set of operations that can be reached from its outputs. */
export interface Operation {
  readonly kind: 'operation';
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly dtype: GraphDType;
  readonly shape: readonly number[];
}

export type Value = Input | Constant | Operation;

export function constant(dtype: GraphDType, shape: readonly number[], data: ArrayLike<number>): Constant {
  return { kind: 'constant', dtype, shape, data };
}

/** A tensor filled with one number; takes the memory of one element. */
export function splat(dtype: GraphDType, shape: readonly number[], value: number): Constant {
  return constant(dtype, shape, [value]);
}

/** A vector of 64-bit integers, as ONNX takes shapes, axes and offsets. */
export function int64s(values: readonly number[]): Constant {
  return constant('int64', [values.length], values);
}

/** Whether every element of the value is one known number. */
export function isSplat(value: Value): value is Constant & { readonly data: { readonly length: 1 } } {
  return value.kind === 'constant' && value.data.length === 1 && sizeOf(value.shape) > 0;
}

/** That number, or undefined. */
export function splatValue(value: Value): number | undefined {
  return isSplat(value) ? value.data[0] : undefined;
}

export function isOperation<Op extends string>(value: Value, op: Op): value is Operation & { readonly op: Op } {
  return value.kind === 'operation' && value.op === op;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}
