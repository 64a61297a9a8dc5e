import type { DatasetCard } from '../cards/dataset-card.ts';
import type { Dataset } from '../dataset.ts';
import { inspectDataset, type Inspection } from './inspect-dataset.ts';

/**
 * Opens a dataset in CoOp's layout (its DATASETS.md): images beside a `split_zhou_*.json`, FGVC-Aircraft's lists, or the class folders of
 * ImageNet and its shifts. The images of a split are in the folder itself or one below. Every image is looked for, none is opened.
 *
 * @param card The set that the folder is to be; by default it is recognised by what lies in it.
 * @throws ShotbenchError for the worst problem: `DATASET_FOLDER` for a folder that is not there or is no dataset, `SPLIT_FILE` for a split that
 *   cannot be read or contradicts itself, `DATASET_CLASS_NAMES` for a `classnames.txt` that is missing or broken, `DATASET_CLASSES` for
 *   classes without images or unknown ones, `DATASET_IMAGES` for missing images.
 */
export function openDataset(folder: string, card?: DatasetCard): Dataset {
  return whole(inspectDataset(folder, card));
}

/** The dataset of an inspection that found nothing wrong. @throws ShotbenchError the worst problem. */
export function whole({ dataset, problems }: Inspection): Dataset {
  const [worst] = problems;
  if (worst) throw worst;
  return dataset!;
}
