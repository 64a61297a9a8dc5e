import { type Matrix, matrix } from '@shotbench/few-shot';

export interface EnsembleSettings {
  readonly beta: number;
  readonly epsilon: number;
}

/** How much of what was learned each class gets. */
export interface Ensemble {
  /** d_avg(e) = 1 − 1/C Σ_j cos(t′_e, t′_j) */
  readonly averageDistances: readonly number[];
  /** d_nn(e) = max(0, 1 − max_j cos(t′_e, t′_j)) */
  readonly nearestDistances: readonly number[];
  /** α(e) = exp(−β · d_avg(e) · 1[d_nn(e) > ε]); 1 for a class that was trained on. */
  readonly alphas: readonly number[];
  /** Their mean, which is the image's. */
  readonly imageAlpha: number;
}

/**
 * APEX's adaptive ensemble (equations 9 and 10): the farther a class lies from those that were trained on, the more it keeps of CLIP.
 *
 * Deviation: the paper prints min_j where its words and the code (`trainers/apex.py`) have the nearest class, max_j cos.
 *
 * @param evaluated t′_e [E, D], unit rows: clean CLIP's features of the classes that there are to choose from.
 * @param learned t′_j [C, D], unit rows: of those that were trained on.
 */
export function ensemble(evaluated: Matrix, learned: Matrix, { beta, epsilon }: EnsembleSettings): Ensemble {
  const distances = Array.from({ length: evaluated.rows }, (_, e) => {
    const cosines = Array.from({ length: learned.rows }, (_unused, j) => product(evaluated, e, learned, j));
    const average = 1 - cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
    return { average, nearest: Math.max(0, 1 - Math.max(...cosines)) };
  });
  const alphas = distances.map(({ average, nearest }) => (nearest > epsilon ? Math.exp(-beta * average) : 1));
  return {
    averageDistances: distances.map(({ average }) => average),
    nearestDistances: distances.map(({ nearest }) => nearest),
    alphas,
    imageAlpha: alphas.reduce((sum, alpha) => sum + alpha, 0) / alphas.length,
  };
}

/** α · adapted + (1 − α) · plain, row by row; a row whose α is 1 is the adapted one to the last bit. */
export function mixed(adapted: Matrix, plain: Matrix, alphas: readonly number[]): Matrix {
  const { columns } = adapted;
  const data = adapted.data.map((value, i) => {
    const alpha = alphas[Math.floor(i / columns)]!;
    return alpha === 1 ? value : alpha * value + (1 - alpha) * plain.data[i]!;
  });
  return matrix(data, columns);
}

function product(a: Matrix, row: number, b: Matrix, other: number): number {
  const { columns } = a;
  let sum = 0;
  for (let i = 0; i < columns; i++) sum += a.data[row * columns + i]! * b.data[other * columns + i]!;
  return sum;
}
