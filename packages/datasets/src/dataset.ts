import { sha256 } from '@shotbench/content-hash';

import type { DatasetCard } from './cards/dataset-card.ts';

/** One labelled image. */
export interface Item {
  /** Relative to the dataset's folder of images, with `/`. It is the image's id, on whichever machine the folder lies. */
  readonly path: string;
  /** 0 … C − 1 */
  readonly label: number;
  readonly className: string;
}

/** The parts of a dataset. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLITS)[number];
export type Split = { readonly [Name in SplitName]: readonly Item[] };

/** A dataset on disk: what is in it and where its images are. */
export interface Dataset {
  /** The folder's name. */
  readonly name: string;
  /** C names in order of the labels. */
  readonly classNames: readonly string[];
  readonly split: Split;
  /** Content hash of the split: paths, labels and class names. */
  readonly splitHash: string;
  /** The folder that the paths of the split are relative to. */
  readonly images: string;
  /** The benchmark set that the folder was opened or recognised as. */
  readonly card?: DatasetCard;
  /**
   * Of ImageNet and its shifts: for each class its label among the classes of ImageNet (the sorted WordNet ids of `classnames.txt`), which
   * are the rows of a classifier for ImageNet that this set is evaluated with.
   */
  readonly imagenetLabels?: readonly number[];
}

/** A dataset with the hash of its split. */
export function createDataset(parts: Omit<Dataset, 'splitHash'>): Dataset {
  return { ...parts, splitHash: hashSplit(parts.split) };
}

/** All images, split after split. */
export function allItems(split: Split): readonly Item[] {
  return SPLITS.flatMap((name) => split[name]);
}

/** Without objects in it, plain JSON is canonical; it takes a tenth of the time, and ImageNet has 1.3 million images. */
function hashSplit(split: Split): string {
  return sha256(
    JSON.stringify(SPLITS.map((name) => split[name].map(({ path, label, className }) => [path, label, className]))),
  );
}
