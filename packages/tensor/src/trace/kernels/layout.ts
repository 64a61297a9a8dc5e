import { ShotbenchError } from '@shotbench/errors';

import { sizeOf } from '../../host-tensor.ts';
import { tf } from '../../tfjs.ts';
import { filled, graphDType, operation, traceKernel } from '../backend.ts';
import { constant, int64s, splat, type Value } from '../value.ts';

/** Kernels that move elements without computing on them, and those that make constants. */

export function reshape(x: Value, shape: readonly number[]): Value {
  return operation('Reshape', [x, int64s(shape)], { dtype: x.dtype, shape });
}

/** Axis `i` of the result is axis `perm[i]` of x. */
export function transpose(x: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => x.shape[axis]!);
  return operation('Transpose', [x], { dtype: x.dtype, shape }, { perm });
}

function concat(values: readonly Value[], axis: number): Value {
  const parts = values.filter((value) => sizeOf(value.shape) > 0);
  const shape = [...values[0]!.shape];
  shape[axis] = values.reduce((sum, value) => sum + value.shape[axis]!, 0);
  if (parts.length === 1) return parts[0]!;
  return operation('Concat', parts, { dtype: values[0]!.dtype, shape }, { axis });
}

/** Elements begin … begin + size − 1 of every axis. */
function slice(x: Value, begin: readonly number[], size: readonly number[]): Value {
  const axes = begin.flatMap((start, i) => (start === 0 && size[i] === x.shape[i] ? [] : [i]));
  if (axes.length === 0) return x;
  const starts = axes.map((i) => begin[i]!);
  const ends = axes.map((i) => begin[i]! + size[i]!);
  const result = { dtype: x.dtype, shape: size };
  return operation('Slice', [x, int64s(starts), int64s(ends), int64s(axes)], result);
}

/** tfjs passes the parts of Concat and Pack as an array, which arrives here as a record with numeric keys. */
function parts(inputs: Readonly<Record<string, Value>>): Value[] {
  return Object.keys(inputs)
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => inputs[key]!);
}

function axisOf(axis: unknown, rank: number): number {
  const given = (axis as number | undefined) ?? 0;
  return given < 0 ? given + rank : given;
}

traceKernel('Reshape', ({ x }, { shape }) =>
  reshape(x!, tf.util.inferFromImplicitShape(shape as number[], sizeOf(x!.shape))),
);

traceKernel('ExpandDims', ({ input }, { dim }) => {
  const at = axisOf(dim, input!.shape.length + 1);
  return reshape(input!, [...input!.shape.slice(0, at), 1, ...input!.shape.slice(at)]);
});

traceKernel('Transpose', ({ x }, { perm }) => transpose(x!, perm as number[]));

traceKernel('Concat', (inputs, { axis }) => {
  const values = parts(inputs);
  return concat(values, axisOf(axis, values[0]!.shape.length));
});

traceKernel('Pack', (inputs, { axis }) => {
  const values = parts(inputs);
  const at = axisOf(axis, values[0]!.shape.length + 1);
  const lifted = values.map((v) => reshape(v, [...v.shape.slice(0, at), 1, ...v.shape.slice(at)]));
  return concat(lifted, at);
});

traceKernel('Unpack', ({ value }, { axis }) => {
  const at = axisOf(axis, value!.shape.length);
  return split(value!, Array<number>(value!.shape[at]!).fill(1), at).map((piece) =>
    reshape(
      piece,
      piece.shape.filter((_, i) => i !== at),
    ),
  );
});

traceKernel('SplitV', ({ x }, { numOrSizeSplits, axis }) => {
  const at = axisOf(axis, x!.shape.length);
  const info = { shape: [...x!.shape] } as tf.Tensor;
  return split(x!, tf.backend_util.prepareSplitSize(info, numOrSizeSplits as number[] | number, at), at);
});

function split(x: Value, sizes: readonly number[], axis: number): Value[] {
  let offset = 0;
  return sizes.map((length) => {
    const begin = x.shape.map((_, i) => (i === axis ? offset : 0));
    const size = x.shape.map((dim, i) => (i === axis ? length : dim));
    offset += length;
    return slice(x, begin, size);
  });
}

traceKernel('Slice', ({ x }, { begin, size }) => {
  const info = { shape: [...x!.shape], rank: x!.shape.length } as tf.Tensor;
  const [starts, sizes] = tf.slice_util.parseSliceParams(info, begin as number[], size as number[]);
  return slice(x!, starts!, sizes!);
});

traceKernel('Tile', ({ x }, { reps }) => {
  const times = reps as number[];
  const shape = x!.shape.map((dim, i) => dim * times[i]!);
  if (times.every((n) => n === 1)) return x!;
  return operation('Tile', [x!, int64s(times)], { dtype: x!.dtype, shape });
});

traceKernel('PadV2', ({ x }, { paddings, constantValue }) => {
  const pads = paddings as [number, number][];
  const shape = x!.shape.map((dim, i) => dim + pads[i]![0] + pads[i]![1]);
  const fill = (constantValue as number | undefined) ?? 0;
  if (sizeOf(x!.shape) === 0) return filled(x!.dtype, shape, fill);
  const amounts = int64s([...pads.map(([before]) => before), ...pads.map(([, after]) => after)]);
  return operation('Pad', [x!, amounts, splat(x!.dtype, [], fill)], { dtype: x!.dtype, shape });
});

traceKernel('Fill', (_, { shape, value, dtype }) =>
  filled(graphDType((dtype as tf.DataType | undefined) ?? 'float32'), shape as number[], value as number),
);

traceKernel('Range', (_, { start, stop, step, dtype }) => {
  const length = Math.max(0, Math.ceil(((stop as number) - (start as number)) / (step as number)));
  const values = Array.from({ length }, (_unused, i) => (start as number) + i * (step as number));
  return constant(graphDType(dtype as tf.DataType), [length], values);
});

traceKernel('GatherV2', ({ x, indices }, { axis, batchDims }) => {
  if (batchDims) {
    throw new ShotbenchError(
      'TENSOR_BATCH_DIMS',
      `tf.gather with batchDims ${batchDims as number} can't be traced; use 0`,
    );
  }
  const at = axisOf(axis, x!.shape.length);
  const shape = [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at + 1)];
  return operation('Gather', [x!, indices!], { dtype: x!.dtype, shape }, { axis: at });
});
