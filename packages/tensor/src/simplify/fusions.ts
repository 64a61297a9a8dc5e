import { sizeOf } from '../host-tensor.ts';
import { int64s, isOperation, type Operation, sameShape, splatValue, type Value } from '../trace/value.ts';
import type { Rule, RuleContext } from './simplify.ts';

/** Puts several operations into one ONNX operator, so that memory is walked through once. */
export const fuse: Rule = (node, context) =>
  sumOfSquares(node) ??
  scaledProduct(node, context) ??
  productPlus(node, context) ??
  productPlusRow(node, context) ??
  convolutionPlusRow(node, context);

/** Σ x·x in one pass. */
function sumOfSquares(node: Operation): Value | undefined {
  const [product] = node.inputs;
  if (node.op !== 'ReduceSum' || node.dtype !== 'float32' || !isOperation(product!, 'Mul')) return undefined;
  const [a, b] = product.inputs;
  if (a !== b) return undefined;
  return { ...node, op: 'ReduceSumSquare', inputs: [a!, node.inputs[1]!] };
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
  return gemm({ node: product.node, alpha: product.alpha * factor, beta: product.beta * factor }, undefined, node);
}

/** α A·B ± β C as one Gemm with C as its third input. */
function productPlus(node: Operation, context: RuleContext): Value | undefined {
  if (node.op !== 'Add' && node.op !== 'Sub') return undefined;
  const [left, right] = node.inputs as readonly [Value, Value];
  if (!sameShape(left.shape, right.shape)) return undefined;
  const sign = node.op === 'Sub' ? -1 : 1;
  const onLeft = asGemm(left, context);
  if (onLeft && onLeft.node.inputs.length === 2) {
    const { value, factor } = scaled(right, context);
    return gemm({ ...onLeft, beta: sign * factor }, value, node);
  }
  const onRight = asGemm(right, context);
  if (onRight && onRight.node.inputs.length === 2) {
    const { value, factor } = scaled(left, context);
    return gemm({ ...onRight, alpha: sign * onRight.alpha, beta: factor }, value, node);
  }
  return undefined;
}

/** A value as factor · value, where the factor is a constant that can be moved into Gemm's beta. */
function scaled(value: Value, context: RuleContext): { value: Value; factor: number } {
  if (isOperation(value, 'Mul') && context.uses(value) === 1) {
    const factor = splatValue(value.inputs[1]!);
    if (factor !== undefined && sameShape(value.inputs[0]!.shape, value.shape)) {
      return { value: value.inputs[0]!, factor };
    }
  }
  return { value, factor: 1 };
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
