import { filled, graphDType, operation, traceKernel } from '../backend.ts';
import { constant, int64s, splat, type Value } from '../value.ts';
import { reshape } from './layout.ts';
import type { tf } from '../../tfjs.ts';

/** Kernels between class indices and rows. */

function compare(op: string, a: Value, b: Value, shape: readonly number[]): Value {
  return operation(op, [a, b], { dtype: 'bool', shape });
}

/**
 * One-hot rows by comparing with 0 … depth − 1: several times faster than ONNX Runtime's OneHot, and an index out of
 * range gives a row of `offValue` as in tfjs, where ONNX would count negative ones from the end.
 */
traceKernel('OneHot', ({ indices }, { depth, onValue, offValue, dtype }) => {
  const classes = Array.from({ length: depth as number }, (_, i) => i);
  const shape = [...indices!.shape, depth as number];
  const column = reshape(indices!, [...indices!.shape, 1]);
  const hit = compare('Equal', column, constant('int32', [classes.length], classes), shape);
  const type = graphDType((dtype as tf.DataType | undefined) ?? 'float32');
  const [on, off] = [(onValue as number | undefined) ?? 1, (offValue as number | undefined) ?? 0];
  if (on === 1 && off === 0) return operation('Cast', [hit], { dtype: type, shape });
  return operation('Where', [hit, filled(type, shape, on), filled(type, shape, off)], { dtype: type, shape });
});

/**
 * Sums the rows that share a segment number: the gradient of gather. Numbers outside 0 … numSegments − 1 are dropped,
 * as in tfjs: they are sent to one more segment that is cut off again.
 */
traceKernel('UnsortedSegmentSum', ({ x, segmentIds }, { numSegments }) => {
  const n = numSegments as number;
  const ids = segmentIds!;
  const rest = x!.shape.slice(ids.shape.length);
  const shape = [n, ...rest];
  const total = [n + 1, ...rest];
  if (x!.shape.includes(0)) return filled(x!.dtype, shape, 0);
  const bound = (value: number) => splat('int32', [], value);
  const isBelow = compare('Less', ids, bound(0), ids.shape);
  const isAbove = compare('Greater', ids, bound(n), ids.shape);
  const outside = operation('Or', [isBelow, isAbove], { dtype: 'bool', shape: ids.shape });
  const safe = operation('Where', [outside, filled('int32', ids.shape, n), ids], { dtype: 'int32', shape: ids.shape });
  const rows = reshape(wide(safe), [...ids.shape, 1]);
  const sums = operation(
    'ScatterND',
    [filled(x!.dtype, total, 0), rows, x!],
    { dtype: x!.dtype, shape: total },
    { reduction: { text: 'add' } },
  );
  return operation('Slice', [sums, int64s([0]), int64s([n]), int64s([0])], { dtype: x!.dtype, shape });
});

/** One element, row or block for each row of indices. */
traceKernel('GatherNd', ({ params, indices }) => {
  const depth = indices!.shape.at(-1)!;
  const shape = [...indices!.shape.slice(0, -1), ...params!.shape.slice(depth)];
  return operation('GatherND', [params!, wide(indices!)], { dtype: params!.dtype, shape });
});

/** The tensor with some elements, rows or blocks replaced. */
traceKernel('TensorScatterUpdate', ({ tensor, indices, updates }) =>
  operation('ScatterND', [tensor!, wide(indices!), updates!], tensor!),
);

/** ONNX takes positions as int64. */
function wide(indices: Value): Value {
  return operation('Cast', [indices], { dtype: 'int64', shape: indices.shape });
}
