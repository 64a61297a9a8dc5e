import { ShotbenchError } from '@shotbench/errors';

/**
 * L with L Lᵀ = A, row by row (Cholesky and Banachiewicz): D³/6 products.
 *
 * @param a [D, D], symmetric; only its lower triangle is read. It is overwritten by L, whose upper triangle keeps what was there.
 * @throws ShotbenchError `MATRIX_NOT_POSITIVE` where A is not positive definite.
 */
export function choleskyInPlace(a: Float64Array, D: number): void {
  for (let i = 0; i < D; i++) {
    const row = i * D;
    for (let j = 0; j < i; j++) a[row + j] = (a[row + j]! - dot(a, row, j * D, j)) / a[j * D + j]!;
    const pivot = a[row + i]! - dot(a, row, row, i);
    if (!(pivot > 0 && Number.isFinite(pivot))) {
      throw new ShotbenchError(
        'MATRIX_NOT_POSITIVE',
        `pivot ${i} of a matrix of ${D} rows is ${pivot}; expected a positive definite matrix, so check that all features are finite`,
      );
    }
    a[row + i] = Math.sqrt(pivot);
  }
}

/**
 * A⁻¹ y by two triangular solves.
 *
 * @param l L [D, D], lower triangle.
 * @param y [D], overwritten by the result.
 */
export function solveInPlace(l: Float64Array, y: Float64Array): void {
  const D = y.length;
  for (let i = 0; i < D; i++) {
    let sum = y[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * D + k]! * y[k]!;
    y[i] = sum / l[i * D + i]!;
  }
  for (let i = D - 1; i >= 0; i--) {
    const x = y[i]! / l[i * D + i]!;
    y[i] = x;
    for (let k = 0; k < i; k++) y[k]! -= l[i * D + k]! * x;
  }
}

/** Σ_k of the products of two stretches of `length` numbers. */
function dot(a: Float64Array, i: number, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i + k]! * a[j + k]!;
  return sum;
}
