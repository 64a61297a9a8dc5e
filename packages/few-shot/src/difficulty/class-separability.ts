import { ShotbenchError } from '@shotbench/errors';

import type { Matrix } from '../matrix.ts';
import type { LabelledFeatures } from '../task.ts';

/** How alike images are, −1 … 1. */
export interface ClassCosines {
  /** Mean cosine of two different images of one class. */
  readonly intraClass: number;
  /** Mean cosine of two images of different classes. */
  readonly interClass: number;
}

/**
 * Mean cosines within and between classes, over all pairs of different images, in float64. With s_c the sum of the rows of class c and s that
 * of all rows, Σ_{i≠j in c} x_i·x_j = |s_c|² − Σ_{i in c} |x_i|² and Σ between classes = |s|² − Σ_c |s_c|², so that it takes N · D steps.
 *
 * @param images [N, D], rows of unit length.
 * @throws ShotbenchError `SEPARABILITY_PAIRS` where no class has two images, or only one class has any.
 */
export function classCosines({ features, labels }: LabelledFeatures): ClassCosines {
  const sums = classSums(features, labels);
  const counts = [...sums.values()].map(({ count }) => count);
  const count = labels.length;
  const intraPairs = counts.reduce((pairs, n) => pairs + n * (n - 1), 0);
  const interPairs = counts.reduce((pairs, n) => pairs + n * (count - n), 0);
  if (intraPairs === 0 || interPairs === 0) {
    throw new ShotbenchError(
      'SEPARABILITY_PAIRS',
      `${count} images of ${sums.size} ${sums.size === 1 ? 'class' : 'classes'} have no pair ${intraPairs === 0 ? 'of one class' : 'of two classes'}; expected two classes or more and two images or more of one`,
    );
  }
  const ofClasses = [...sums.values()].reduce((total, { sum }) => total + squaredNorm(sum), 0);
  const ofAll = squaredNorm(total(sums, features.columns));
  return {
    intraClass: (ofClasses - squaredNorm(features.data)) / intraPairs,
    interClass: (ofAll - ofClasses) / interPairs,
  };
}

/**
 * Class separability (APEX, Yang et al., EMNLP 2024, table 17): the mean cosine within classes over that between classes, of frozen image features.
 * 1 means that classes can't be told apart by it; higher is easier. It needs the labels of its images; of a test set, it describes a dataset, and
 * nothing may be chosen by it.
 *
 * Deviation: the paper does not say of which images and pairs; here all pairs of different images count the same.
 *
 * @throws ShotbenchError `SEPARABILITY_INTER` where classes have no positive cosine between them, as with features that were centred.
 */
export function classSeparability({ intraClass, interClass }: ClassCosines): number {
  if (interClass > 0) return intraClass / interClass;
  throw new ShotbenchError(
    'SEPARABILITY_INTER',
    `the mean cosine between classes is ${interClass}; expected one above 0, as CLIP's features have it; compare the two cosines instead of their ratio`,
  );
}

interface ClassSum {
  count: number;
  readonly sum: Float64Array;
}

/** Rows added up, for each class that occurs. */
function classSums({ rows, columns, data }: Matrix, labels: Int32Array): Map<number, ClassSum> {
  const sums = new Map<number, ClassSum>();
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    const known = sums.get(label) ?? { count: 0, sum: new Float64Array(columns) };
    for (let d = 0; d < columns; d++) known.sum[d]! += data[row * columns + d]!;
    known.count++;
    sums.set(label, known);
  }
  return sums;
}

function total(sums: ReadonlyMap<number, ClassSum>, columns: number): Float64Array {
  const all = new Float64Array(columns);
  for (const { sum } of sums.values()) sum.forEach((value, d) => (all[d]! += value));
  return all;
}

function squaredNorm(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
