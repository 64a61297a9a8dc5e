import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { parted, textLines } from './text-lines.ts';

export const CLASS_NAMES = 'classnames.txt';

/**
 * Reads a dataset's `classnames.txt`, the names that CLIP has for ImageNet's classes: lines such as "n01440764 tench".
 *
 * @returns names by WordNet id.
 * @throws ShotbenchError `DATASET_CLASS_NAMES` where the file is missing or broken.
 */
export function readImagenetClassNames(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, CLASS_NAMES);
  if (!existsSync(file)) throw bad(file, 'is missing');
  const names = new Map<string, string>();
  for (const [i, line] of textLines(file).entries()) {
    const [wnid, name] = parted(line);
    if (!/^n\d{8}$/.test(wnid) || name === '') throw bad(file, `says "${line}" in line ${i + 1}`);
    if (names.has(wnid)) throw bad(file, `names ${wnid} twice`);
    names.set(wnid, name);
  }
  if (names.size === 0) throw bad(file, 'is empty');
  return names;
}

function bad(file: string, what: string): ShotbenchError {
  return new ShotbenchError(
    'DATASET_CLASS_NAMES',
    `${file} ${what}; expected CLIP's names for ImageNet, a line such as "n01440764 tench" for each class; ` +
      "copy the file there that CoOp's DATASETS.md links",
  );
}
