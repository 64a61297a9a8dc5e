import { sizeOf } from '../host-tensor.ts';
import { isOperation, isSplat, type Operation, sameShape, splatValue, type Value } from '../trace/value.ts';
import type { Rule } from './simplify.ts';

/** Moves a constant factor to where it costs least: to the smaller factor of a product, and behind a sum. */
export const moveScaleFactors: Rule = (node) => ontoSmallerFactor(node) ?? behindSum(node);

/** (x · c) · v = x · (v · c), where v is smaller than x and so cheaper to multiply. */
function ontoSmallerFactor(node: Operation): Value | undefined {
  if (node.op !== 'Mul' || node.dtype !== 'float32') return undefined;
  for (const [left, v] of [node.inputs, node.inputs.toReversed()] as [Value, Value][]) {
    const scaled = asScaled(left);
    if (!scaled || isSplat(v) || !sameShape(left.shape, node.shape) || sizeOf(v.shape) >= sizeOf(node.shape)) continue;
    return { ...node, inputs: [scaled.x, times(v, scaled.factor)] };
  }
  return undefined;
}

/** Σ (x · c) · y = (Σ x · y) · c and Σ x · c = (Σ x) · c. */
function behindSum(node: Operation): Value | undefined {
  if (node.op !== 'ReduceSum' || node.dtype !== 'float32') return undefined;
  const [summed, axes] = node.inputs as readonly [Value, Value];
  if (sizeOf(node.shape) >= sizeOf(summed.shape)) return undefined;
  const sumOf = (value: Value, factor: Value): Value => times({ ...node, inputs: [value, axes] }, factor);
  const whole = asScaled(summed);
  if (whole) return sumOf(whole.x, whole.factor);
  if (!isOperation(summed, 'Mul')) return undefined;
  const [a, b] = summed.inputs as readonly [Value, Value];
  for (const [left, right] of [
    [a, b],
    [b, a],
  ] as const) {
    const scaled = asScaled(left);
    if (scaled) return sumOf({ ...summed, inputs: [scaled.x, right] }, scaled.factor);
  }
  return undefined;
}

/** A value as x · c with a constant c. */
function asScaled(value: Value): { x: Value; factor: Value } | undefined {
  if (!isOperation(value, 'Mul')) return undefined;
  const [x, factor] = value.inputs as readonly [Value, Value];
  return splatValue(factor) !== undefined && sameShape(x.shape, value.shape) ? { x, factor } : undefined;
}

function times(x: Value, factor: Value): Operation {
  return { kind: 'operation', op: 'Mul', inputs: [x, factor], attributes: {}, dtype: x.dtype, shape: x.shape };
}
