import { ShotbenchError } from '@shotbench/errors';
import { float32, type HostTensor } from '@shotbench/tensor';

import { pairwiseSumOfSquares } from './pairwise-sum.ts';

/** A dense row-major matrix of float32 numbers: the shape in which features and logits travel. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/**
 * A matrix over the given numbers, not copied.
 * @throws ShotbenchError `MATRIX_SIZE` if they do not fill whole rows.
 */
export function matrix(data: Float32Array, columns: number): Matrix {
  const rows = columns === 0 ? 0 : data.length / columns;
  if (!Number.isInteger(rows)) {
    throw new ShotbenchError('MATRIX_SIZE', `${data.length} numbers do not fill rows of ${columns}`);
  }
  return { rows, columns, data };
}

/** Rows start … end − 1, sharing memory. */
export function rowsOf({ columns, data }: Matrix, start: number, end: number): Matrix {
  return { rows: end - start, columns, data: data.subarray(start * columns, end * columns) };
}

/** Matrices of equal width below one another; a single one is not copied. */
export function stackRows(matrices: readonly Matrix[]): Matrix {
  const [first] = matrices;
  if (first !== undefined && matrices.length === 1) return first;
  const data = new Float32Array(matrices.reduce((size, part) => size + part.data.length, 0));
  let at = 0;
  for (const part of matrices) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return matrix(data, first?.columns ?? 0);
}

/** The mean of matrices of equal shape, element by element; a single one is not copied. */
export function meanOf(matrices: readonly Matrix[]): Matrix {
  const [first] = matrices;
  if (first === undefined || matrices.length === 1) return first ?? matrix(new Float32Array(), 0);
  const sums = new Float64Array(first.data.length);
  for (const { data } of matrices) for (let i = 0; i < sums.length; i++) sums[i]! += data[i]!;
  return { ...first, data: Float32Array.from(sums, (sum) => sum / matrices.length) };
}

/** The matrix as a tensor [rows, columns], sharing memory. */
export function toTensor({ rows, columns, data }: Matrix): HostTensor {
  return float32([rows, columns], data);
}

/**
 * Rows divided by their Euclidean norms, times `length`, in float32 throughout and rounded as NumPy's
 * `x / np.linalg.norm(x, axis=1, keepdims=True)` is.
 * @throws ShotbenchError `ROW_WITHOUT_DIRECTION` for a row of zeros or one that is not finite.
 */
export function normalizeRows({ rows, columns, data }: Matrix, length = 1): Matrix {
  const unit = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    const norm = Math.fround(Math.sqrt(pairwiseSumOfSquares(data, offset, columns)));
    if (!(norm > 0 && Number.isFinite(norm))) {
      throw new ShotbenchError(
        'ROW_WITHOUT_DIRECTION',
        `row ${row} has norm ${norm}; only a finite norm above zero can be normalised`,
      );
    }
    for (let i = offset; i < offset + columns; i++) unit[i] = Math.fround(data[i]! / norm) * length;
  }
  return { rows, columns, data: unit };
}
