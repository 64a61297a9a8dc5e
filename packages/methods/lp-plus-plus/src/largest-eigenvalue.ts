import { type Matrix, Random } from '@shotbench/few-shot';

/** Relative change of the estimate at which the iteration ends. */
const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 1000;

/**
 * λ_max(Fᵀ F) by power iteration from a fixed random vector, in double precision. The estimate ‖F v‖² never exceeds the largest eigenvalue. Image
 * features share a large mean, so that the first eigenvalue stands apart and tens of iterations do.
 *
 * @param features F [N, D]
 * @returns zero where all features are zero.
 */
export function largestEigenvalue({ rows: N, columns: D, data: f }: Matrix): number {
  const random = new Random(0);
  let v = unit(Float64Array.from({ length: D }, () => random.normal()));
  let estimate = 0;
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const next = new Float64Array(D); // Fᵀ F v
    let squares = 0; // ‖F v‖²
    for (let n = 0; n < N; n++) {
      let product = 0;
      for (let d = 0; d < D; d++) product += f[n * D + d]! * v[d]!;
      for (let d = 0; d < D; d++) next[d]! += product * f[n * D + d]!;
      squares += product * product;
    }
    if (squares === 0) return 0;
    const isSettled = Math.abs(squares - estimate) <= TOLERANCE * squares;
    estimate = squares;
    if (isSettled) break;
    v = unit(next);
  }
  return estimate;
}

function unit(x: Float64Array): Float64Array {
  const norm = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
  return x.map((value) => value / norm);
}
