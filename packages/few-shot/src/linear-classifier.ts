import { compile, type ExecutionOptions, float32, type Program, tf } from '@shotbench/tensor';

import { type Matrix, matrix, rowsOf, toTensor } from './matrix.ts';

/** Rows scored at a time: a ceiling on memory, and one shape to compile for nearly all rows. */
const CHUNK = 2048;

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
  const w = toTensor(weights);
  const b = float32([classes], bias ?? new Float32Array(classes));
  const programs = new Map<number, Promise<Program<'x' | 'w' | 'b', 'logits'>>>();

  const programFor = (rows: number): Promise<Program<'x' | 'w' | 'b', 'logits'>> => {
    const known = programs.get(rows);
    if (known) return known;
    const specs = {
      x: { dtype: 'float32', shape: [rows, weights.columns] },
      w: { dtype: 'float32', shape: w.shape },
      b: { dtype: 'float32', shape: b.shape },
    } as const;
    const program = compile(
      (t) => ({ logits: tf.add(tf.mul(tf.matMul(t.x as tf.Tensor2D, t.w as tf.Tensor2D, false, true), scale), t.b) }),
      specs,
      execution,
    );
    programs.set(rows, program);
    return program;
  };

  return async (features: Matrix): Promise<Matrix> => {
    const logits = new Float32Array(features.rows * classes);
    for (let start = 0; start < features.rows; start += CHUNK) {
      const chunk = rowsOf(features, start, Math.min(start + CHUNK, features.rows));
      const program = await programFor(chunk.rows);
      const result = await program.run({ x: toTensor(chunk), w, b });
      logits.set(result.logits.data, start * classes);
    }
    return matrix(logits, classes);
  };
}
