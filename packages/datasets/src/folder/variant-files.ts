import { join } from 'node:path';

import { oneLine } from '@shotbench/errors';

import type { Item, Split } from '../dataset.ts';
import { splitProblem } from './split-file.ts';
import { parted, textLines } from './text-lines.ts';

export const VARIANTS = 'variants.txt';

/**
 * Reads FGVC-Aircraft's own split as CoOp does (datasets/fgvc_aircraft.py): labels are the lines of `variants.txt`, and
 * `images_variant_{train,val,test}.txt` have an image and its variant on each line, "1025794 707-320".
 *
 * @throws ShotbenchError `SPLIT_FILE` naming the file and the line that is wrong.
 */
export function readVariantFiles(folder: string): Split {
  const labels = new Map(linesOf(join(folder, VARIANTS)).map((name, label) => [name, label]));
  const items = (part: string): Item[] => {
    const file = join(folder, `images_variant_${part}.txt`);
    return linesOf(file).map((line, i) => {
      const [image, className] = parted(line);
      const label = labels.get(className);
      if (label !== undefined && !image.includes('/')) return { path: `${image}.jpg`, label, className };
      throw splitProblem(file, `says "${line}" in line ${i + 1}; expected an image and one of ${VARIANTS}`);
    });
  };
  return { train: items('train'), validation: items('val'), test: items('test') };
}

function linesOf(file: string): string[] {
  try {
    return textLines(file);
  } catch (error) {
    throw splitProblem(file, `cannot be read (${oneLine(error)}); expected a text file`, error);
  }
}
