import { join } from 'node:path';

import { type Dataset, datasetCard, openDataset, openImageFolder } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';

/** How the user says which dataset. */
export interface DatasetOptions {
  /** A folder, or with a root a benchmark set. */
  readonly dataset?: string;
  readonly root?: string;
  readonly images?: string;
  readonly splitSeed?: number;
}

/**
 * Opens the dataset that the user asked for.
 * @throws ShotbenchError `OPTION_DATASET` unless there is exactly one of --dataset and --images, and what opening it throws.
 */
export function requestedDataset({ dataset, root, images, splitSeed }: DatasetOptions): Dataset {
  if ((dataset === undefined) === (images === undefined)) {
    throw new ShotbenchError(
      'OPTION_DATASET',
      `there is ${dataset === undefined ? 'neither --dataset nor --images' : 'both --dataset and --images'}; ` +
        "expected one of them: a dataset in CoOp's layout, or a folder of class folders",
    );
  }
  if (images !== undefined) return openImageFolder(images, splitSeed === undefined ? {} : { seed: splitSeed });
  if (root === undefined) return openDataset(dataset!);
  const card = datasetCard(dataset!);
  return openDataset(join(root, card.folder), card);
}
