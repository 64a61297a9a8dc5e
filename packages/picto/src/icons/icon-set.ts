import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { CHANNELS, type Icon, iconSchema } from './icon.ts';

/** The files of an icon set: a description, and pixels as [N, size, size, 4] in its order. */
export const ICONS_FILE = 'icons.json';
export const PIXELS_FILE = 'pixels.bin';

/** N pictures of the same size. */
export interface IconSet {
  /** Side of every picture in pixels. */
  readonly size: number;
  readonly icons: readonly Icon[];
  /** [size, size, 4] of the picture at this index: RGB and straight alpha, 0 … 255; a view, not to be written to. */
  pixels(index: number): Uint8Array;
}

const schema = z.object({ size: z.int().positive(), icons: z.array(iconSchema).min(1) });

/**
 * Opens what `npm run picto:data` wrote. All pixels are read into memory at once.
 *
 * @throws ShotbenchError `PICTO_DATA_MISSING` where a file is absent, `PICTO_DATA_READ` where one cannot be read,
 *   `PICTO_DATA_SHAPE` where one does not fit the other or the format.
 */
export function openIconSet(folder: string): IconSet {
  const [iconsFile, pixelsFile] = [join(folder, ICONS_FILE), join(folder, PIXELS_FILE)];
  const missing = [iconsFile, pixelsFile].find((file) => !existsSync(file));
  if (missing !== undefined) {
    throw new ShotbenchError(
      'PICTO_DATA_MISSING',
      `${missing} is not there; expected ${ICONS_FILE} and ${PIXELS_FILE} in ${folder}; run npm run picto:data, which makes them`,
    );
  }
  const { size, icons } = readIcons(iconsFile);
  const all = read(pixelsFile, (file) => readFileSync(file));
  const each = size * size * CHANNELS;
  if (all.length !== icons.length * each) {
    throw bad(
      pixelsFile,
      `has ${all.length} bytes; expected ${icons.length * each}, for ${icons.length} pictures of ${size} × ${size} × ${CHANNELS}`,
    );
  }
  return {
    size,
    icons,
    pixels(index) {
      if (!Number.isInteger(index) || index < 0 || index >= icons.length) {
        throw new RangeError(`no picture ${index}; expected 0 to ${icons.length - 1}`);
      }
      return all.subarray(index * each, (index + 1) * each);
    },
  };
}

function readIcons(file: string): z.infer<typeof schema> {
  const parsed = schema.safeParse(read(file, () => JSON.parse(readFileSync(file, 'utf8')) as unknown));
  if (!parsed.success) throw bad(file, `does not fit: ${describeIssues(parsed.error)}; expected {"size", "icons"}`);
  return parsed.data;
}

function read<T>(file: string, reader: (file: string) => T): T {
  try {
    return reader(file);
  } catch (error) {
    throw new ShotbenchError(
      'PICTO_DATA_READ',
      `${file} cannot be read (${oneLine(error)}); expected what npm run picto:data writes; run it again`,
      { cause: error },
    );
  }
}

function bad(file: string, what: string): ShotbenchError {
  return new ShotbenchError('PICTO_DATA_SHAPE', `${file} ${what}; run npm run picto:data again`);
}
