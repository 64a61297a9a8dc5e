import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { hashJson } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

import { classNamesOf, readSplitFile, type Split, SPLITS } from './split-file.ts';

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
}

const SPLIT_FILE = /^split_zhou_.*\.json$/;

/** Missing images are named up to this many. */
const NAMED = 3;

/**
 * Opens a folder in CoOp's layout: a `split_zhou_*.json` and, in the folder itself or one below (such as
 * `101_ObjectCategories` or `images`), the images. Every image is looked for, none is opened.
 *
 * @throws ShotbenchError `DATASET_FOLDER` for a folder that is not there or is not one, `DATASET_IMAGES` for missing
 *   images, and what {@link readSplitFile} throws.
 */
export function openDataset(folder: string): Dataset {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw notADataset(folder, 'is no folder');
  }
  const [file, another] = readdirSync(folder)
    .filter((name) => SPLIT_FILE.test(name))
    .sort();
  if (file === undefined) throw notADataset(folder, 'has no split_zhou_*.json');
  if (another !== undefined) throw notADataset(folder, `has two split files, ${file} and ${another}`);
  const path = join(folder, file);
  const split = readSplitFile(path);
  const classNames = classNamesOf(split, path);
  const images = imageFolder(folder, split);
  return { name: basename(resolve(folder)), classNames, split, splitHash: hashSplit(split), images };
}

function hashSplit(split: Split): string {
  return hashJson(SPLITS.map((name) => split[name].map(({ path, label, className }) => [path, label, className])));
}

/** The folder in which most of the images are, all of which then have to be there. */
function imageFolder(folder: string, split: Split): string {
  const items = SPLITS.flatMap((name) => split[name]);
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
  const candidates = [folder, ...below].map((candidate) => {
    const missing = items.filter(({ path }) => !existsSync(join(candidate, path)));
    return { candidate, missing };
  });
  const [best] = candidates.sort((a, b) => a.missing.length - b.missing.length);
  const { candidate, missing } = best!;
  if (missing.length === 0) return candidate;
  const named = missing.slice(0, NAMED).map(({ path }) => path);
  throw new ShotbenchError(
    'DATASET_IMAGES',
    `${missing.length} of ${items.length} images of ${folder} are missing: ${named.join(', ')}${missing.length > NAMED ? ', …' : ''}; ` +
      `expected them below ${candidate}; complete the dataset`,
  );
}

function notADataset(folder: string, what: string): ShotbenchError {
  return new ShotbenchError(
    'DATASET_FOLDER',
    `${folder} ${what}; expected a dataset in CoOp's layout, with one split_zhou_*.json beside its images; check the path`,
  );
}
