import type { Matrix } from '@shotbench/few-shot';

/**
 * The mean of each class's rows, in double precision.
 *
 * Ours: a class without rows gets the mean of all rows, which makes it the average class; the released code divides by zero.
 *
 * @param features [N, D]
 * @param labels [N]
 * @returns μ [C, D]
 */
export function classMeans({ columns: D, data }: Matrix, labels: Int32Array, classes: number): Float64Array {
  const means = new Float64Array(classes * D);
  const total = new Float64Array(D);
  const sizes = new Int32Array(classes);
  labels.forEach((c, n) => {
    sizes[c]!++;
    for (let d = 0; d < D; d++) {
      means[c * D + d]! += data[n * D + d]!;
      total[d]! += data[n * D + d]!;
    }
  });
  sizes.forEach((size, c) => {
    for (let d = 0; d < D; d++) means[c * D + d] = size > 0 ? means[c * D + d]! / size : total[d]! / labels.length;
  });
  return means;
}
