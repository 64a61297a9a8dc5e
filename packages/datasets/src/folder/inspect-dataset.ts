import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import type { DatasetCard } from '../cards/dataset-card.ts';
import { allItems, createDataset, type Dataset, type Item, type Split } from '../dataset.ts';
import { findImages } from './find-images.ts';
import { isFolder } from './list-folder.ts';
import type { Reading } from './reading.ts';
import { recogniseCard } from './recognise-card.ts';
import { splitClasses } from './split-classes.ts';
import { readSplitFile } from './split-file.ts';
import { readVariantFiles, VARIANTS } from './variant-files.ts';
import { readWnidFolders } from './wnid-folders.ts';

/** What a folder holds as far as it can be read, and all that is wrong with it. */
export interface Inspection {
  /** Undefined where not even the list of its images can be read. Whole only if there are no problems. */
  readonly dataset?: Dataset;
  /** The worst first. */
  readonly problems: readonly ShotbenchError[];
  /** Images that the split names and the disk lacks. */
  readonly missing: readonly Item[];
}

/**
 * Reads a dataset in CoOp's layout and looks for every image, without opening any.
 *
 * @param card The set that the folder is to be; by default it is recognised by what lies in it.
 */
export function inspectDataset(folder: string, card?: DatasetCard): Inspection {
  return inspected(folder, () => {
    if (!isFolder(folder)) throw notADataset(folder, 'is no folder');
    const known = card ?? cardOf(folder);
    return { reading: readLayout(folder, known), ...(known && { card: known }) };
  });
}

/** What a reader makes of a folder; the error that stops it becomes the only problem. */
export function inspected(folder: string, read: () => { reading: Reading; card?: DatasetCard }): Inspection {
  try {
    const { reading, card } = read();
    const { problems, missing, ...parts } = reading;
    const dataset = createDataset({ name: basename(resolve(folder)), ...parts, ...(card && { card }) });
    return { dataset, problems, missing };
  } catch (error) {
    if (!(error instanceof ShotbenchError)) throw error;
    return { problems: [error], missing: [] };
  }
}

const SPLIT_FILE = /^split_zhou_.*\.json$/;

/** @throws ShotbenchError `DATASET_FOLDER` for two split files. */
function cardOf(folder: string): DatasetCard | undefined {
  const [file, another] = splitFiles(folder);
  if (another !== undefined) throw notADataset(folder, `has two split files, ${file} and ${another}`);
  const card = recogniseCard(folder);
  // Another project's split file decides over whatever else lies beside it.
  return file === undefined || card?.layout.kind === 'split-file' ? card : undefined;
}

function readLayout(folder: string, card: DatasetCard | undefined): Reading {
  const layout = card?.layout;
  if (layout?.kind === 'wnid-folders') return readWnidFolders(folder, layout);
  if (layout?.kind === 'variant-files') {
    const file = join(folder, VARIANTS);
    if (!existsSync(file)) throw notADataset(folder, `has no ${VARIANTS}`);
    return located(folder, readVariantFiles(folder), { file, images: layout.images });
  }
  const file = layout?.file ?? splitFiles(folder)[0];
  if (file === undefined || !existsSync(join(folder, file))) {
    throw notADataset(folder, `has no ${layout?.file ?? 'split_zhou_*.json'}`);
  }
  const path = join(folder, file);
  return located(folder, readSplitFile(path), { file: path, images: layout?.images ?? '' });
}

/** A split with its classes checked and its images found. */
function located(folder: string, split: Split, { file, images }: { file: string; images: string }): Reading {
  const { classNames, problems } = splitClasses(split, file);
  const found = findImages(folder, allItems(split), images);
  return {
    ...{ classNames, split, images: found.images, missing: found.missing },
    problems: [...problems, ...found.problems],
  };
}

function splitFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => SPLIT_FILE.test(name))
    .sort();
}

function notADataset(folder: string, what: string): ShotbenchError {
  return new ShotbenchError(
    'DATASET_FOLDER',
    `${folder} ${what}; expected a dataset in CoOp's layout, such as one split_zhou_*.json beside its images; check the path`,
  );
}
