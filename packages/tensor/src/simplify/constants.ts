import { type GraphDType, type Operation, splat, splatValue, type Value } from '../trace/value.ts';
import type { Rule } from './simplify.ts';

const ON_NUMBERS: Readonly<Record<string, (...x: number[]) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Max: (a, b) => Math.max(a, b),
  Min: (a, b) => Math.min(a, b),
  Pow: (a, b) => a ** b,
  Neg: (a) => -a,
  Sqrt: (a) => Math.sqrt(a),
  Reciprocal: (a) => 1 / a,
};

/** Operators that only move elements: a filled tensor stays filled. First input is the data. */
const MOVES = new Set(['Reshape', 'Transpose', 'Tile', 'Slice']);

/** Computes now what is known now: arithmetic on filled tensors. Larger constants are left to ONNX Runtime. */
export const foldConstants: Rule = (node) => {
  if (MOVES.has(node.op)) {
    const value = splatValue(node.inputs[0]!);
    return value === undefined ? undefined : splat(node.dtype, node.shape, value);
  }
  if (node.op === 'Cast') return foldCast(node);
  const compute = ON_NUMBERS[node.op];
  if (!compute || node.dtype !== 'float32') return undefined;
  const values = node.inputs.map(splatValue);
  if (values.some((value) => value === undefined)) return undefined;
  return splat(node.dtype, node.shape, compute(...(values as number[])));
};

function foldCast(node: Operation): Value | undefined {
  const value = splatValue(node.inputs[0]!);
  return value === undefined ? undefined : splat(node.dtype, node.shape, castNumber(value, node.dtype));
}

function castNumber(value: number, dtype: GraphDType): number {
  if (dtype === 'bool') return value === 0 ? 0 : 1;
  return dtype === 'float32' ? value : Math.trunc(value);
}
