import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import type { Item } from '../dataset.ts';
import { subfolders } from './list-folder.ts';
import { counted, someOf } from '../wording.ts';

/** Where the images of a split are. */
export interface FoundImages {
  readonly images: string;
  readonly missing: readonly Item[];
  /** `DATASET_IMAGES` and `DATASET_CLASSES`. */
  readonly problems: readonly ShotbenchError[];
}

/**
 * Looks for every image, in the folder that the layout names, in the dataset's own and in those below it; the one with most of the images
 * has to have all of them.
 */
export function findImages(folder: string, items: readonly Item[], layoutFolder = ''): FoundImages {
  const candidates = [layoutFolder, '', ...subfolders(folder)].map((name) => join(folder, name));
  let best: { images: string; missing: readonly Item[] } | undefined;
  for (const images of new Set(candidates)) {
    const missing = items.filter(({ path }) => !existsSync(join(images, path)));
    if (best === undefined || missing.length < best.missing.length) best = { images, missing };
    if (missing.length === 0) break;
  }
  return { ...best!, problems: absences(folder, items, best!) };
}

function absences(
  folder: string,
  items: readonly Item[],
  { images, missing }: Pick<FoundImages, 'images' | 'missing'>,
): ShotbenchError[] {
  if (missing.length === 0) return [];
  const problems = [
    new ShotbenchError(
      'DATASET_IMAGES',
      `${missing.length} of ${items.length} images of ${folder} are missing: ${someOf(missing.map(({ path }) => path))}; ` +
        `expected them below ${images}; complete the dataset`,
    ),
  ];
  const lacking = new Set(missing);
  const present = new Set(items.filter((item) => !lacking.has(item)).map(({ className }) => className));
  const absent = [...new Set(missing.map(({ className }) => className))].filter((name) => !present.has(name));
  if (absent.length === 0 || present.size === 0) return problems;
  const quoted = absent.map((name) => `"${name}"`);
  return [
    ...problems,
    new ShotbenchError(
      'DATASET_CLASSES',
      `${images} has no image of ${counted(absent.length, 'class', 'classes')} that the split names: ${someOf(quoted)}; ` +
        'expected some of each; complete the dataset',
    ),
  ];
}
