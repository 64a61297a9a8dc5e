import { type FitContext, type Matrix, matrix, stackRows, type TrainingImages } from '@shotbench/few-shot';

import { choleskyInPlace, solveInPlace } from './cholesky.ts';
import { classMeans } from './class-means.ts';
import { scatterMatrix } from './scatter.ts';

/** The linear discriminant of Gaussians that share their covariance: logits f · W_cᵀ + b_c. */
export interface Discriminant {
  /** W [C, D] */
  readonly weights: Matrix;
  /** b [C] */
  readonly bias: Float32Array;
  /** tr Σ; zero where every image is the mean of its class. */
  readonly covarianceTrace: number;
}

/**
 * W_c = P μ_c and b_c = log(1/C) − ½ μ_cᵀ P μ_c with the precision P = D ((N − 1) Σ + tr(Σ) I)⁻¹ (paper, equations 3 and 4; `main_few_shots.py`,
 * "KS Estimator"), over all views: N is images times views.
 *
 * Where tr(Σ) is zero, as with one view at one shot, the released pseudo-inverse of a zero matrix makes W zero, and so does this.
 *
 * Deviation: double precision and no pseudo-inverse. The matrix is positive definite wherever tr(Σ) > 0; the released single-precision `pinv` takes
 * singular values below D · 1.2e-7 of the largest one as zero.
 */
export async function gaussianDiscriminant(
  { views, labels }: Pick<TrainingImages, 'views' | 'labels'>,
  classes: number,
  context: Pick<FitContext, 'execution' | 'onProgress' | 'signal'>,
): Promise<Discriminant> {
  const features = stackRows(views); // [V · N, D]
  const { rows: N, columns: D } = features;
  const allLabels = Int32Array.from({ length: N }, (_, n) => labels[n % labels.length]!);
  const means = classMeans(features, allLabels, classes);
  const shrunk = await scatterMatrix({ features, labels: allLabels, means, context });
  const covarianceTrace = N > 1 ? traceOf(shrunk, D) / (N - 1) : 0;

  const weights = new Float32Array(classes * D);
  const bias = new Float32Array(classes).fill(Math.log(1 / classes));
  if (covarianceTrace !== 0) {
    for (let d = 0; d < D; d++) shrunk[d * D + d]! += covarianceTrace;
    choleskyInPlace(shrunk, D);
    for (let c = 0; c < classes; c++) {
      const mean = means.subarray(c * D, (c + 1) * D);
      const row = mean.slice();
      solveInPlace(shrunk, row);
      row.forEach((value, d) => (row[d] = D * value));
      weights.set(row, c * D);
      bias[c]! -= row.reduce((sum, value, d) => sum + value * mean[d]!, 0) / 2;
    }
  }
  return { weights: matrix(weights, D), bias, covarianceTrace };
}

function traceOf(square: Float64Array, D: number): number {
  let trace = 0;
  for (let d = 0; d < D; d++) trace += square[d * D + d]!;
  return trace;
}
