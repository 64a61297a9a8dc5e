import { type HostTensor, int32 } from '@shotbench/tensor';

import { type Matrix, matrix, normalizeRows } from '../matrix.ts';
import { Random } from '../random.ts';
import { type StackedViews, stackViews } from '../train-on-views.ts';
import type { StepShape } from './bench-steps.ts';

const random = new Random(1);

/** Rows of unit length in random directions. */
export function unitNoise(rows: number, columns: number): Matrix {
  const data = Float32Array.from({ length: rows * columns }, () => random.normal());
  return normalizeRows(matrix(data, columns));
}

/** `perClass` images of each class, the classes in turn. */
export function randomImages({ D, C }: StepShape, perClass: number): StackedViews {
  const labels = Int32Array.from({ length: perClass * C }, (_, i) => i % C);
  return stackViews({ views: [unitNoise(labels.length, D)], labels });
}

/** Rows of a training set of `count` images for every step, int32 [steps, B]. */
export function randomBatches({ B }: StepShape, count: number, steps: number): HostTensor {
  return int32(
    [steps, B],
    Int32Array.from({ length: steps * B }, () => random.below(count)),
  );
}
