import { ShotbenchError } from '@shotbench/errors';

import { PythonRandom } from './python-random.ts';

export interface SampleShotsOptions {
  /** Label of every training image, in the order of the split file. */
  readonly trainLabels: readonly number[];
  /** The same of the validation split; empty where a dataset has none. */
  readonly validationLabels: readonly number[];
  /** K */
  readonly shots: number;
  readonly seed: number;
}

/** Rows of the splits that a draw takes, class by class in order of first appearance. */
export interface ShotSample {
  readonly train: Int32Array;
  /** At most min(K, 4) images for each class. */
  readonly validation: Int32Array;
}

/** Validation images for each class at most. CoOp's datasets, `min(num_shots, 4)`. */
const MOST_VALIDATION_SHOTS = 4;

/**
 * Draws K images for each class as CoOp's datasets do with Dassl's `generate_fewshot_dataset` (`dassl/data/datasets/base_dataset.py`):
 * `random.seed(seed)`, then `random.sample` class by class, the validation images after the training images from the same
 * stream. A class with fewer images gives all it has.
 *
 * @throws ShotbenchError `SHOTS_COUNT` for a shot count below 1.
 */
export function sampleShots({ trainLabels, validationLabels, shots, seed }: SampleShotsOptions): ShotSample {
  if (!Number.isInteger(shots) || shots < 1) {
    throw new ShotbenchError('SHOTS_COUNT', `the shot count is ${shots}; expected a whole number of at least 1`);
  }
  const random = new PythonRandom(seed);
  return {
    train: draw(trainLabels, shots, random),
    validation: draw(validationLabels, Math.min(shots, MOST_VALIDATION_SHOTS), random),
  };
}

function draw(labels: readonly number[], shots: number, random: PythonRandom): Int32Array {
  const rowsOf = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = rowsOf.get(label);
    if (rows) rows.push(row);
    else rowsOf.set(label, [row]);
  });
  const drawn = [...rowsOf.values()].flatMap((rows) =>
    rows.length < shots ? rows : random.sample(rows.length, shots).map((at) => rows[at]!),
  );
  return Int32Array.from(drawn);
}
