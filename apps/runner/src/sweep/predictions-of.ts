import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSet } from '@shotbench/feature-cache';
import { type Matrix, predict } from '@shotbench/few-shot';
import type { Predictions } from '@shotbench/tracker';

type Tested = Pick<FeatureSet, 'name' | 'classNames' | 'testIds'>;

/**
 * What a classifier took the test images of a set for: the class of the largest logit as `predict` has it, its softmax probability, and by how
 * much that is more than the next class's.
 *
 * @param logits [N, C] for N test images, ready for the softmax.
 * @param labels [N]
 * @throws ShotbenchError `LOGITS_SHAPE` for another number of rows or columns, `LOGITS_NAN`.
 */
export function predictionsOf(
  part: string,
  logits: Matrix,
  labels: Int32Array,
  { name, classNames, testIds }: Tested,
): Predictions {
  const { rows: N, columns: C, data } = logits;
  if (N !== labels.length || C !== classNames.length) {
    throw new ShotbenchError(
      'LOGITS_SHAPE',
      `the logits of "${name}" are ${N} × ${C}; expected ${labels.length} × ${classNames.length}, images × classes; look for a bug in the method`,
    );
  }
  const classes = predict(logits);
  const confidences = new Float32Array(N);
  const margins = new Float32Array(N);
  for (let row = 0; row < N; row++) {
    const offset = row * C;
    const best = classes[row]!;
    const top = data[offset + best]!;
    let [sum, second] = [0, 0];
    for (let c = 0; c < C; c++) {
      const logit = data[offset + c]!;
      // Equal ones first: two infinities have no difference.
      const weight = logit === top ? 1 : Math.exp(logit - top);
      sum += weight;
      if (c !== best && weight > second) second = weight;
    }
    confidences[row] = 1 / sum;
    margins[row] = (1 - second) / sum;
  }
  const ids = testIds?.();
  return {
    part,
    testSet: { classNames, labels: Uint16Array.from(labels), ...(ids && { ids }) },
    classes: Uint16Array.from(classes),
    confidences,
    margins,
  };
}
