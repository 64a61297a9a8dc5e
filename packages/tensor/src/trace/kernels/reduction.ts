import { sizeOf } from '../../host-tensor.ts';
import { tf } from '../../tfjs.ts';
import { filled, type KernelAttributes, operation, traceKernel } from '../backend.ts';
import { int64s, type Value } from '../value.ts';

/** Kernels that fold axes away. */

/**
 * @param empty what folding no elements gives: what tfjs answers, which is the operation's neutral element.
 */
function reduction(op: string, empty: number) {
  return ({ x }: Readonly<Record<string, Value>>, { axis, reductionIndices, keepDims }: KernelAttributes): Value => {
    // Max alone calls its axes reductionIndices.
    const axes = tf.util.parseAxisParam((axis ?? reductionIndices) as number | number[], [...x!.shape]);
    const kept = x!.shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
    const shape = keepDims ? kept : x!.shape.filter((_, i) => !axes.includes(i));
    if (sizeOf(x!.shape) === 0) return filled(x!.dtype, shape, empty);
    if (axes.length === 0) return x!;
    return operation(op, [x!, int64s(axes)], { dtype: x!.dtype, shape }, { keepdims: keepDims ? 1 : 0 });
  };
}

traceKernel('Sum', reduction('ReduceSum', 0));
// tfjs divides each element by the count and then sums, so its mean of nothing is 0, not NaN as in NumPy.
traceKernel('Mean', reduction('ReduceMean', 0));
traceKernel('Max', reduction('ReduceMax', Number.NEGATIVE_INFINITY));
traceKernel('Min', reduction('ReduceMin', Number.POSITIVE_INFINITY));
traceKernel('Prod', reduction('ReduceProd', 1));

/** Index of the first largest element along one axis, int32. */
traceKernel('ArgMax', ({ x }, { axis }) => {
  const [only] = tf.util.parseAxisParam(axis as number, [...x!.shape]);
  const shape = x!.shape.filter((_, i) => i !== only);
  if (sizeOf(x!.shape) === 0) return filled('int32', shape, 0);
  const index = operation('ArgMax', [x!], { dtype: 'int64', shape }, { axis: only!, keepdims: 0 });
  return operation('Cast', [index], { dtype: 'int32', shape });
});

function alongLast(op: string, x: Value, axis: unknown): Value {
  const given = (axis as number | undefined) ?? -1;
  return operation(op, [x], x, { axis: given < 0 ? given + x.shape.length : given });
}

traceKernel('Softmax', ({ logits }, { dim }) => alongLast('Softmax', logits!, dim));
traceKernel('LogSoftmax', ({ logits }, { axis }) => alongLast('LogSoftmax', logits!, axis));
