import type { Dataset } from '../dataset.ts';
import { type SampleShotsOptions, sampleShots, type ShotSample } from './sample-shots.ts';

export type DrawShotsOptions = Omit<SampleShotsOptions, 'trainLabels' | 'validationLabels'>;

/** A draw with the names of what was drawn. */
export interface DrawnShots extends ShotSample {
  /** Paths of the images in the order of the rows, relative to the dataset's folder of images. */
  readonly ids: { readonly train: readonly string[]; readonly validation: readonly string[] };
}

/** Draws K images for each class of a dataset: {@link sampleShots} with the ids of the images. */
export function drawShots({ split }: Pick<Dataset, 'split'>, options: DrawShotsOptions): DrawnShots {
  const sample = sampleShots({
    ...options,
    trainLabels: split.train.map(({ label }) => label),
    validationLabels: split.validation.map(({ label }) => label),
  });
  return {
    ...sample,
    ids: {
      train: Array.from(sample.train, (row) => split.train[row]!.path),
      validation: Array.from(sample.validation, (row) => split.validation[row]!.path),
    },
  };
}
