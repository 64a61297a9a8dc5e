import { join, posix } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import type { WnidFoldersLayout } from '../cards/dataset-card.ts';
import type { Item } from '../dataset.ts';
import { CLASS_NAMES, readImagenetClassNames } from './imagenet-class-names.ts';
import { imageFiles, isFolder, subfolders } from './list-folder.ts';
import type { Reading } from './reading.ts';
import { counted, someOf } from '../wording.ts';

/**
 * Reads ImageNet or one of its shifts, with a folder for each class. The classes are those that have a folder, in the order of their
 * WordNet ids, so that ImageNet-A and -R have their 200. What lies beside the folders, such as a README.txt, is passed over.
 *
 * Deviation: the images of a class are in the order of their names, where CoOp takes the file system's.
 *
 * @throws ShotbenchError `DATASET_FOLDER` where there are no class folders, and what {@link readImagenetClassNames} throws.
 */
export function readWnidFolders(folder: string, layout: WnidFoldersLayout): Reading {
  const images = join(folder, layout.images);
  const names = readImagenetClassNames(folder);
  const wnids = [...names.keys()].sort();
  const labelOf = new Map(wnids.map((wnid, label) => [layout.classFolders === 'wnid' ? wnid : String(label), label]));

  const parts = [layout.train, layout.test].filter((part) => part !== undefined);
  const folders = [...new Set(parts.flatMap((part) => classFolders(join(images, part))))];
  const known = folders.filter((name) => labelOf.has(name)).sort((a, b) => labelOf.get(a)! - labelOf.get(b)!);
  const unknown = folders.filter((name) => !labelOf.has(name));
  const imagenetLabels = known.map((name) => labelOf.get(name)!);
  const classNames = imagenetLabels.map((label) => names.get(wnids[label]!)!);

  const empty: string[] = [];
  const items = (part: string): Item[] =>
    known.flatMap((name, label) => {
      const place = posix.join(part, name);
      const files = isFolder(join(images, place)) ? imageFiles(join(images, place)) : [];
      if (files.length === 0) empty.push(place);
      return files.map((file) => ({ path: `${place}/${file}`, label, className: classNames[label]! }));
    });
  const train = layout.train === undefined ? [] : items(layout.train);
  const split = { train, validation: [], test: items(layout.test) };
  return { classNames, split, images, imagenetLabels, problems: faults(images, unknown, empty), missing: [] };
}

function classFolders(folder: string): string[] {
  const names = isFolder(folder) ? subfolders(folder) : [];
  if (names.length > 0) return names;
  throw new ShotbenchError(
    'DATASET_FOLDER',
    `${folder} has no class folders; expected one for each class, as CoOp's DATASETS.md has them; complete the dataset`,
  );
}

function faults(images: string, unknown: readonly string[], empty: readonly string[]): ShotbenchError[] {
  const messages: string[] = [];
  if (unknown.length > 0) {
    messages.push(
      `${images} has ${counted(unknown.length, 'folder')} that ${CLASS_NAMES} does not name: ${someOf(unknown)}; ` +
        'expected classes of ImageNet alone; correct the file or move the rest away',
    );
  }
  if (empty.length > 0) {
    messages.push(
      `${images} has no images in ${counted(empty.length, 'class folder')}: ${someOf(empty)}; ` +
        'expected some in each; complete the dataset',
    );
  }
  return messages.map((message) => new ShotbenchError('DATASET_CLASSES', message));
}
