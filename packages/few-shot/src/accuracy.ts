import { ShotbenchError } from '@shotbench/errors';

import type { Matrix } from './matrix.ts';

/**
 * The class with the largest logit for each row, the first one where several are equal.
 * @param logits [N, C]
 * @throws ShotbenchError `LOGITS_NAN` for a row that holds NaN.
 */
export function predict({ rows, columns, data }: Matrix): Int32Array {
  const predictions = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const offset = row * columns;
    let best = 0;
    for (let c = 0; c < columns; c++) {
      const logit = data[offset + c]!;
      if (Number.isNaN(logit)) {
        throw new ShotbenchError('LOGITS_NAN', `the logit of row ${row}, class ${c} is NaN; expected a number`);
      }
      if (logit > data[offset + best]!) best = c;
    }
    predictions[row] = best;
  }
  return predictions;
}

/** Percent of predictions that equal their labels. */
export function accuracy(predictions: Int32Array, labels: Int32Array): number {
  return (100 * countCorrect(predictions, labels)) / labels.length;
}

/** How many predictions equal their labels. */
export function countCorrect(predictions: Int32Array, labels: Int32Array): number {
  let correct = 0;
  for (let i = 0; i < labels.length; i++) if (predictions[i] === labels[i]) correct++;
  return correct;
}
