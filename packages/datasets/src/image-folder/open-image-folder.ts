import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { singleClasses } from '../classes/single-classes.ts';
import type { Dataset } from '../dataset.ts';
import { inspected, type Inspection } from '../folder/inspect-dataset.ts';
import { isFolder, subfolders } from '../folder/list-folder.ts';
import { whole } from '../folder/open-dataset.ts';
import type { Reading } from '../folder/reading.ts';
import { confusedClasses, emptyClasses, readClassFolders } from './class-folders.ts';
import { randomSplit } from './random-split.ts';
import { areSplitFolders, readSplitFolders } from './split-folders.ts';

export interface ImageFolderOptions {
  /** Of the split, where the folder has none of its own; 1 by default, the first of CoOp's seeds. */
  readonly seed?: number;
}

/**
 * Opens a folder with a folder of images for each class, called as the class is, or with such folders below `train`, `val` (which may be
 * absent) and `test`. Without these it is split by seed: see {@link randomSplit}. Labels are in the order of the class names.
 *
 * @throws ShotbenchError for the worst problem: `IMAGE_FOLDER` for a folder that is not there, has no class folders or only some of the
 *   splits, `DATASET_CLASSES` for classes without images, without training images or of the same name, `DATASET_SINGLE` for classes with one image
 *   where there is a split to make.
 */
export function openImageFolder(folder: string, options: ImageFolderOptions = {}): Dataset {
  return whole(inspectImageFolder(folder, options));
}

/** As {@link openImageFolder}, with everything that is wrong instead of the worst. */
export function inspectImageFolder(folder: string, { seed = 1 }: ImageFolderOptions = {}): Inspection {
  return inspected(folder, () => ({ reading: readImageFolder(folder, seed) }));
}

function readImageFolder(folder: string, seed: number): Reading {
  if (!isFolder(folder)) throw notClassFolders(folder, 'is no folder');
  const names = subfolders(folder);
  if (names.length === 0) throw notClassFolders(folder, 'has no folders in it');
  if (areSplitFolders(names)) return readSplitFolders(folder, names);

  const classes = readClassFolders(folder);
  const single = names.filter((name) => classes.get(name)!.length === 1);
  const problems = [
    ...emptyClasses(folder, classes),
    ...singleClasses(single, folder),
    ...confusedClasses(folder, names),
  ];
  return { classNames: names, split: randomSplit(classes, seed), images: folder, problems, missing: [] };
}

function notClassFolders(folder: string, what: string): ShotbenchError {
  return new ShotbenchError(
    'IMAGE_FOLDER',
    `${folder} ${what}; expected a folder of images for each class, such as ${join(folder, 'cat')}; check the path`,
  );
}
