import { ShotbenchError } from '@shotbench/errors';

import type { Matrix } from './matrix.ts';
import { matrix } from './matrix.ts';
import type { Classifier } from './method.ts';

/**
 * The classifier restricted to some of its classes, for sets that show only these, such as ImageNet-A and ImageNet-R (200 of
 * ImageNet's 1000): class j of the result is class `classes[j]` of the original. No logit depends on another class, so taking
 * columns of the logits is the same as taking rows of the classifier and of its residual, as TaskRes does (`load_model` in
 * `trainers/taskres.py`).
 *
 * @throws ShotbenchError `CLASSES_UNKNOWN` for a number that is no class of the original, when logits are asked for;
 *   `CLASSES_EMPTY` where none is selected.
 */
export function selectClasses(classifier: Classifier, classes: readonly number[]): Classifier {
  if (classes.length === 0) {
    throw new ShotbenchError('CLASSES_EMPTY', 'no class is selected; expected the numbers of one or more classes');
  }
  return {
    ...classifier,
    logits: async (features) => columnsOf(await classifier.logits(features), classes),
  };
}

function columnsOf({ rows, columns, data }: Matrix, selected: readonly number[]): Matrix {
  const unknown = selected.find((c) => !(Number.isInteger(c) && c >= 0 && c < columns));
  if (unknown !== undefined) {
    throw new ShotbenchError(
      'CLASSES_UNKNOWN',
      `class ${unknown} is selected from a classifier of ${columns} classes; expected whole numbers from 0 to ${columns - 1}`,
    );
  }
  const picked = new Float32Array(rows * selected.length);
  for (let row = 0; row < rows; row++) {
    selected.forEach((c, j) => (picked[row * selected.length + j] = data[row * columns + c]!));
  }
  return matrix(picked, selected.length);
}

/**
 * Where each class of a shifted set stands among the classes that a classifier was trained on, by name.
 *
 * @throws ShotbenchError `CLASS_NAME_UNKNOWN` for a name that the source lacks, `CLASS_NAME_AMBIGUOUS` for one that it has twice:
 *   then name the classes by number.
 */
export function classesByName(source: readonly string[], target: readonly string[]): number[] {
  return target.map((name) => {
    const at = source.indexOf(name);
    if (at < 0) {
      throw new ShotbenchError(
        'CLASS_NAME_UNKNOWN',
        `class "${name}" of the shifted set is not among the ${source.length} classes of the source; rename it or select classes by number`,
      );
    }
    if (source.includes(name, at + 1)) {
      throw new ShotbenchError(
        'CLASS_NAME_AMBIGUOUS',
        `class name "${name}" stands for classes ${at} and ${source.indexOf(name, at + 1)} of the source; select classes by number`,
      );
    }
    return at;
  });
}
