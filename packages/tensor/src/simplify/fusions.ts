import { sizeOf } from '../host-tensor.ts';
import { int64s, isOperation, type Operation, sameShape, splatValue, type Value } from '../trace/value.ts';
import type { Rule, RuleContext } from './simplify.ts';

/** Puts several operations into one ONNX operator, so that memory is walked through once. */
export const fuse: Rule = (node, context) =>
  logSoftmax(node) ??
  scaledProduct(node, context) ??
  scaledSum(node, context) ??
  productPlusRow(node, context) ??
  convolutionPlusRow(node, context);

/** (x − max x) − log Σ exp(x − max x) along the last axis. */
function logSoftmax(node: Operation): Value | undefined {
  if (node.op !== 'Sub' || node.dtype !== 'float32') return undefined;
  const [shifted, logSum] = node.inputs as readonly [Value, Value];
  if (!isOperation(shifted, 'Sub') || !isOperation(logSum, 'Log')) return undefined;
  const [x, largest] = shifted.inputs as readonly [Value, Value];
  const exps = reducedLast(logSum.inputs[0]!, 'ReduceSum');
  if (!exps || !isOperation(exps, 'Exp') || exps.inputs[0] !== shifted) return undefined;
  if (reducedLast(largest, 'ReduceMax') !== x || !sameShape(x.shape, node.shape)) return undefined;
  return { ...node, op: 'LogSoftmax', inputs: [x], attributes: { axis: x.shape.length - 1 } };
}

/** What a value is the sum or the maximum of along the last axis, which is kept with length one. */
function reducedLast(value: Value, op: 'ReduceSum' | 'ReduceMax'): Value | undefined {
  const reduced = isOperation(value, 'Reshape') ? value.inputs[0]! : value;
  if (!isOperation(reduced, op)) return undefined;
  const [x, axes] = reduced.inputs as readonly [Value, Value];
  const isLast = axes.kind === 'constant' && axes.data.length === 1 && Number(axes.data[0]) === x.shape.length - 1;
  return isLast && sameShape(value.shape, [...x.shape.slice(0, -1), 1]) ? x : undefined;
}

interface Gemm {
  readonly node: Operation;
  readonly alpha: number;
  readonly beta: number;
}

/** The value as a matrix product that nothing else uses, so that it may be replaced. */
function asGemm(value: Value, context: RuleContext): Gemm | undefined {
  if (!isOperation(value, 'Gemm') || context.uses(value) > 1) return undefined;
  const factor = (name: string): number => (value.attributes[name] as { float: number } | undefined)?.float ?? 1;
  return { node: value, alpha: factor('alpha'), beta: factor('beta') };
}

/** s · (α A·B + β C), where a missing C keeps β at one for the C that may come. */
function times({ node, alpha, beta }: Gemm, s: number): Gemm {
  return { node, alpha: alpha * s, beta: node.inputs.length === 3 ? beta * s : 1 };
}

function gemm({ node, alpha, beta }: Gemm, addend: Value | undefined, target: Operation): Value {
  const inputs = addend ? [node.inputs[0]!, node.inputs[1]!, addend] : node.inputs;
  const attributes = { ...node.attributes, alpha: { float: alpha }, beta: { float: beta } };
  return { ...target, op: 'Gemm', inputs, attributes };
}

/** s · (α A·B + β C) = (sα) A·B + (sβ) C. */
function scaledProduct(node: Operation, context: RuleContext): Value | undefined {
  if (node.op !== 'Mul') return undefined;
  const product = asGemm(node.inputs[0]!, context);
  const factor = splatValue(node.inputs[1]!);
  if (!product || factor === undefined) return undefined;
  return gemm(times(product, factor), undefined, node);
}

/**
 * s · (A·B ± x · v) = (sα) A·B ± x · (s v) with a constant s and a v smaller than x, which is one pass over memory less. The sum itself stays
 * an operation of its own: ONNX Runtime copies Gemm's third input with one thread and then walks through it again.
 */
function scaledSum(node: Operation, context: RuleContext): Value | undefined {
  if (node.op !== 'Mul') return undefined;
  const [sum, factor] = node.inputs as readonly [Value, Value];
  const s = splatValue(factor);
  if (s === undefined || (!isOperation(sum, 'Add') && !isOperation(sum, 'Sub')) || context.uses(sum) > 1)
    return undefined;
  const [product, other] = sum.inputs as readonly [Value, Value];
  const onLeft = asGemm(product, context);
  if (!onLeft || !isOperation(other, 'Mul') || context.uses(other) > 1) return undefined;
  const [x, v] = other.inputs as readonly [Value, Value];
  if (!sameShape(x.shape, other.shape) || sizeOf(v.shape) >= sizeOf(x.shape)) return undefined;
  const smaller = { ...node, inputs: [v, factor], shape: v.shape };
  const scaled = gemm(times(onLeft, s), undefined, onLeft.node);
  return { ...sum, inputs: [scaled, { ...other, inputs: [x, smaller] }] };
}

/** α A·B + row, the same for every row of the product: a bias. */
function productPlusRow(node: Operation, context: RuleContext): Value | undefined {
  if (node.op !== 'Add') return undefined;
  for (const [left, right] of [node.inputs, node.inputs.toReversed()] as [Value, Value][]) {
    const product = asGemm(left, context);
    if (product && product.node.inputs.length === 2 && isRow(right, node)) return gemm(product, right, node);
  }
  return undefined;
}

/** A convolution with channels last plus a number for each channel: ONNX's Conv takes that as its third input. */
function convolutionPlusRow(node: Operation, context: RuleContext): Value | undefined {
  if (node.op !== 'Add') return undefined;
  for (const [left, right] of [node.inputs, node.inputs.toReversed()] as [Value, Value][]) {
    if (!isOperation(left, 'Transpose') || context.uses(left) > 1 || !isRow(right, node)) continue;
    const [convolution] = left.inputs as [Value];
    const isLast = (left.attributes['perm'] as number[]).at(-1) === 1;
    if (!isLast || !isOperation(convolution, 'Conv') || context.uses(convolution) > 1) continue;
    if (convolution.inputs.length === 2) {
      return { ...left, inputs: [{ ...convolution, inputs: [...convolution.inputs, asVector(right)] }] };
    }
  }
  return undefined;
}

/** Whether a value is one number for each element of the last axis. */
function isRow(value: Value, { shape }: Operation): boolean {
  const width = shape.at(-1);
  return value.shape.length > 0 && value.shape.at(-1) === width && sizeOf(value.shape) === width;
}

function asVector(value: Value): Value {
  const shape = [sizeOf(value.shape)];
  if (sameShape(value.shape, shape)) return value;
  return {
    kind: 'operation',
    op: 'Reshape',
    inputs: [value, int64s(shape)],
    attributes: {},
    dtype: value.dtype,
    shape,
  };
}
