import type { Matrix } from '../matrix.ts';

/**
 * Mean of −log softmax(logits)_y over the rows, in float64.
 * @param logits [N, C], N ≥ 1.
 * @param labels y [N], in 0 … C − 1.
 */
export function meanCrossEntropy({ rows, columns, data }: Matrix, labels: Int32Array): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const logits = data.subarray(row * columns, (row + 1) * columns);
    const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const exponentials = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
    sum += largest + Math.log(exponentials) - logits[labels[row]!]!;
  }
  return sum / rows;
}
