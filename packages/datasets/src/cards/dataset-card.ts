import type { TransferDifficulty } from './transfer-difficulty.ts';

/** How a dataset lies on the disk, in CoOp's layout (its DATASETS.md). */
export type Layout = SplitFileLayout | VariantFilesLayout | WnidFoldersLayout;

/** Splits as CoOp published them: {"train": [[path, label, class name], …], "val": …, "test": …}. */
export interface SplitFileLayout {
  readonly kind: 'split-file';
  /** Such as `split_zhou_Caltech101.json`. */
  readonly file: string;
  /** The folder below the dataset's that the paths are relative to; empty for the dataset's own. */
  readonly images: string;
}

/** FGVC-Aircraft's own lists: `variants.txt` and `images_variant_{train,val,test}.txt`. */
export interface VariantFilesLayout {
  readonly kind: 'variant-files';
  readonly images: string;
}

/** ImageNet and its shifts: a folder for each class, whose names are in `classnames.txt`. */
export interface WnidFoldersLayout {
  readonly kind: 'wnid-folders';
  readonly images: string;
  /** The folder below `images` with the classes' folders; absent from sets that are for testing only. */
  readonly train?: string;
  readonly test: string;
  /** Whether a class folder is called n01440764 or by its number among ImageNet's sorted WordNet ids. */
  readonly classFolders: 'wnid' | 'number';
}

/** Numbers of images and classes. */
export interface Sizes {
  /** C */
  readonly classes: number;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** What is known of a benchmark set before one looks at the disk. */
export interface DatasetCard {
  /** Such as `oxford-pets`. */
  readonly id: string;
  /** What papers call it in their tables. */
  readonly title: string;
  /** Below the folder of all datasets. */
  readonly folder: string;
  readonly layout: Layout;
  /** Of CoOp's splits. */
  readonly sizes: Sizes;
  /** The hand-crafted prompt, `{}` for the class name: `CUSTOM_TEMPLATES` of CoOp's trainers/zsclip.py. */
  readonly template: string;
  /** C names by label, as CoOp has them; absent where they are read from `classnames.txt`. */
  readonly classNames?: readonly string[];
  /** Whether different classes may have one name, as two pairs of CLIP's names for ImageNet do. */
  readonly repeatedNames?: true;
  /** The id of the set whose classes are also this one's, under other conditions; such sets are for testing only. */
  readonly shiftOf?: string;
  readonly transferDifficulty: TransferDifficulty;
  readonly homepage: string;
  /** What its authors say about use, in a few words; "not recorded here" where this project has not read it. */
  readonly licence: string;
}
