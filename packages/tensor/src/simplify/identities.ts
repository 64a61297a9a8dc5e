import {
  int64s,
  isOperation,
  isSplat,
  type Operation,
  sameShape,
  splat,
  splatValue,
  type Value,
} from '../trace/value.ts';
import type { Rule } from './simplify.ts';

/** Operators that broadcast their inputs against each other. */
const BROADCASTING = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Max',
  'Min',
  'Pow',
  'Where',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
]);

/** Removes operations that change nothing and puts the rest into the form that the other rules expect. */
export const simplifyIdentities: Rule = (node) =>
  shrinkSplats(node) ?? neutralElement(node) ?? sameValue(node) ?? scaledTwice(node) ?? signs(node);

/** A filled tensor that is broadcast anyway needs one element only. */
function shrinkSplats(node: Operation): Value | undefined {
  if (!BROADCASTING.has(node.op)) return undefined;
  const wide = node.inputs.findIndex((v) => isSplat(v) && v.shape.length > 0);
  if (wide < 0) return undefined;
  const others = node.inputs.filter((_, i) => i !== wide);
  if (!others.some((v) => sameShape(v.shape, node.shape))) return undefined;
  const inputs = node.inputs.map((v, i) => (i === wide ? splat(v.dtype, [], splatValue(v)!) : v));
  return { ...node, inputs };
}

/** x + 0, x − 0, x · 1, x / 1. */
function neutralElement(node: Operation): Value | undefined {
  const [a, b] = node.inputs;
  if (!a || !b) return undefined;
  const keeps = (x: Value, constant: Value, neutral: number): boolean =>
    splatValue(constant) === neutral && sameShape(x.shape, node.shape);
  const right = node.op === 'Add' || node.op === 'Sub' ? 0 : node.op === 'Mul' || node.op === 'Div' ? 1 : undefined;
  if (right === undefined) return undefined;
  if (keeps(a, b, right)) return a;
  if ((node.op === 'Add' || node.op === 'Mul') && keeps(b, a, right)) return b;
  return undefined;
}

/** Casts to the same type, reshapes to the same shape, reshapes of reshapes, sums over axes of length one. */
function sameValue(node: Operation): Value | undefined {
  const [x] = node.inputs;
  if (!x) return undefined;
  if (node.op === 'Cast' && x.dtype === node.dtype) return x;
  if (node.op === 'Reshape') {
    if (sameShape(x.shape, node.shape)) return x;
    if (isOperation(x, 'Reshape')) return { ...node, inputs: [x.inputs[0]!, node.inputs[1]!] };
  }
  if (node.op === 'Transpose' && (node.attributes['perm'] as number[]).every((axis, i) => axis === i)) return x;
  if (/^Reduce(Sum|Mean|Max|Min|Prod)$/.test(node.op)) {
    const axes = node.inputs[1];
    const isTrivial = axes?.kind === 'constant' && Array.from(axes.data).every((axis) => x.shape[axis] === 1);
    if (isTrivial) {
      return { ...node, op: 'Reshape', inputs: [x, int64s(node.shape)], attributes: {} };
    }
  }
  return undefined;
}

/** (x · c₁) · c₂ = x · (c₁c₂), with the constant always on the right. */
function scaledTwice(node: Operation): Value | undefined {
  if (node.op !== 'Mul') return undefined;
  const [a, b] = node.inputs as readonly [Value, Value];
  if (isSplat(a) && !isSplat(b)) return { ...node, inputs: [b, a] };
  const outer = splatValue(b);
  if (outer === undefined || node.dtype !== 'float32' || !isOperation(a, 'Mul')) return undefined;
  const inner = splatValue(a.inputs[1]!);
  if (inner === undefined || !sameShape(a.inputs[0]!.shape, node.shape)) return undefined;
  return { ...node, inputs: [a.inputs[0]!, splat(node.dtype, [], inner * outer)] };
}

/** −(−x) = x, a + (−b) = a − b, a − (−b) = a + b, (−a) · c = a · (−c), −(a · c) = a · (−c). */
function signs(node: Operation): Value | undefined {
  const [a, b] = node.inputs;
  if (node.op === 'Neg') {
    if (isOperation(a!, 'Neg')) return a.inputs[0];
    const factor = isOperation(a!, 'Mul') ? splatValue(a.inputs[1]!) : undefined;
    if (isOperation(a!, 'Mul') && factor !== undefined && sameShape(a.inputs[0]!.shape, node.shape)) {
      return { ...node, op: 'Mul', inputs: [a.inputs[0]!, splat(node.dtype, [], -factor)] };
    }
    return undefined;
  }
  if (node.op === 'Add' && isOperation(b!, 'Neg')) return { ...node, op: 'Sub', inputs: [a!, b.inputs[0]!] };
  if (node.op === 'Add' && isOperation(a!, 'Neg')) return { ...node, op: 'Sub', inputs: [b!, a.inputs[0]!] };
  if (node.op === 'Sub' && isOperation(b!, 'Neg')) return { ...node, op: 'Add', inputs: [a!, b.inputs[0]!] };
  if (node.op === 'Mul' && isOperation(a!, 'Neg') && isSplat(b!)) {
    return { ...node, inputs: [a.inputs[0]!, splat(b.dtype, b.shape, -splatValue(b)!)] };
  }
  return undefined;
}
