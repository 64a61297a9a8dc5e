import { ShotbenchError } from '@shotbench/errors';

import { type ClassGroup, groupLabels } from '../subset/class-groups.ts';
import { PythonRandom } from './python-random.ts';

export interface SampleShotsOptions {
  /** Label of every training image, in the order of the split file. */
  readonly trainLabels: readonly number[];
  /** The same of the validation split; empty where a dataset has none. */
  readonly validationLabels: readonly number[];
  /** K */
  readonly shots: number;
  readonly seed: number;
  /** Validation images for each class; min(K, 4) by default, as CoOp's datasets have it. LP++ takes K. */
  readonly validationShots?: number;
  /** Whether a class with too few images is drawn from with repeats, as Tip-Adapter and LP++ do, or gives all it has (Dassl's default). */
  readonly repeat?: boolean;
  /**
   * Classes that are kept of the draw, all by default. CoCoOp draws from all classes and keeps the base or new ones afterwards, so
   * that an image is drawn or not whichever group is asked for.
   */
  readonly classes?: ClassGroup;
}

/** Rows of the splits that a draw takes, class by class in order of first appearance. */
export interface ShotSample {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** Validation images for each class at most. CoOp's datasets, `min(num_shots, 4)`. */
const MOST_VALIDATION_SHOTS = 4;

/**
 * Draws K images for each class as CoOp's datasets do with Dassl's `generate_fewshot_dataset` (`dassl/data/datasets/base_dataset.py`):
 * `random.seed(seed)`, then `random.sample` class by class, the validation images after the training images from the same
 * stream.
 *
 * @throws ShotbenchError `SHOTS_COUNT` for a shot count below 1.
 */
export function sampleShots(options: SampleShotsOptions): ShotSample {
  const { trainLabels, validationLabels, shots, seed, classes = 'all', repeat = false } = options;
  const { validationShots = Math.min(shots, MOST_VALIDATION_SHOTS) } = options;
  const tooFew = [shots, validationShots].find((count) => !Number.isInteger(count) || count < 1);
  if (tooFew !== undefined) {
    throw new ShotbenchError('SHOTS_COUNT', `the shot count is ${tooFew}; expected a whole number of at least 1`);
  }
  const random = new PythonRandom(seed);
  const kept = new Set(groupLabels(trainLabels, classes));
  const draw = (labels: readonly number[], count: number): Int32Array => {
    const rows = drawRows(labels, { count, repeat, random });
    return Int32Array.from(classes === 'all' ? rows : rows.filter((row) => kept.has(labels[row]!)));
  };
  return { train: draw(trainLabels, shots), validation: draw(validationLabels, validationShots) };
}

interface DrawOptions {
  readonly count: number;
  readonly repeat: boolean;
  readonly random: PythonRandom;
}

function drawRows(labels: readonly number[], { count, repeat, random }: DrawOptions): number[] {
  const rowsOf = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = rowsOf.get(label);
    if (rows) rows.push(row);
    else rowsOf.set(label, [row]);
  });
  return [...rowsOf.values()].flatMap((rows) => {
    if (rows.length >= count) return random.sample(rows.length, count).map((at) => rows[at]!);
    return repeat ? random.choices(rows.length, count).map((at) => rows[at]!) : rows;
  });
}
