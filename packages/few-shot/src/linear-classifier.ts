import { type ExecutionOptions, float32, tf } from '@shotbench/tensor';

import { type Matrix, toTensor } from './matrix.ts';
import { rowFunction } from './row-function.ts';

export interface LinearClassifierOptions {
  /** w [C, D]. */
  readonly weights: Matrix;
  /** b [C]; none by default. */
  readonly bias?: Float32Array;
  /** Factor of the products. Default 1. */
  readonly scale?: number;
  readonly execution: ExecutionOptions;
}

/**
 * The function f ↦ scale · f · wᵀ + b, [N, D] → [N, C].
 */
export function linearLogits({ weights, bias, scale = 1, execution }: LinearClassifierOptions) {
  const classes = weights.rows;
  return rowFunction({
    columns: classes,
    constants: { w: toTensor(weights), b: float32([classes], bias ?? new Float32Array(classes)) },
    compute: (x, { w, b }) => tf.add(tf.mul(tf.matMul(x, w as tf.Tensor2D, false, true), scale), b!),
    execution,
  });
}
