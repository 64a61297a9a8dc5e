import type { Item, Split } from '../dataset.ts';
import { PythonRandom } from '../sampling/python-random.ts';
import type { ClassFolders } from './class-folders.ts';

/** Shares of training and validation images; the rest is for testing. `p_trn` and `p_val` of CoOp's datasets/dtd.py. */
const [TRAIN, VALIDATION] = [0.5, 0.2];

/**
 * Splits the images of each class at random as CoOp split DTD, EuroSAT and others (`read_and_split_data` of datasets/dtd.py): class by class
 * in the order of their names, images in the order of theirs shuffled by Python's `random` from one stream; then round(n / 2) for
 * training, round(n / 5) for validation and the rest for testing, halves rounded to even.
 *
 * Deviation: CoOp refuses classes with too few images for all three; here a class needs two, and the test split gets one before the
 * validation split does.
 */
export function randomSplit(classes: ClassFolders, seed: number): Split {
  const random = new PythonRandom(seed);
  const split = { train: [] as Item[], validation: [] as Item[], test: [] as Item[] };
  for (const [label, [className, files]] of [...classes].entries()) {
    const items = files.map((file): Item => ({ path: `${className}/${file}`, label, className }));
    random.shuffle(items);
    const n = items.length;
    const train = Math.min(roundHalfEven(n * TRAIN), Math.max(n - 1, 0));
    const validation = Math.min(roundHalfEven(n * VALIDATION), Math.max(n - train - 1, 0));
    split.train.push(...items.slice(0, train));
    split.validation.push(...items.slice(train, train + validation));
    split.test.push(...items.slice(train + validation));
  }
  return split;
}

/** Python's `round`. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
}
