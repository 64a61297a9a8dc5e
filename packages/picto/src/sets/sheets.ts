import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';
import sharp from 'sharp';

import type { Sprite } from '../composite/canvas.ts';
import type { SetVendor } from './picto-set.ts';
import { sheetIndex, SHEETS } from './sheet-index.ts';

/** Finds a sprite by `vendor/name`. */
export type SpriteLookup = (reference: string) => Sprite;

/**
 * Decodes the sheets of some vendors.
 *
 * @param folder of the sheets; this package's by default.
 * @returns a lookup that throws a plain error for a sprite that is not in these sheets.
 * @throws ShotbenchError `PICTO_SHEET` for a sheet that is missing or not the one that was committed.
 */
export async function openSheets(vendors: readonly SetVendor[], folder = SHEETS): Promise<SpriteLookup> {
  const sprites = new Map<string, Sprite>();
  for (const vendor of vendors) {
    for (const [name, sprite] of await readSheet(vendor, folder)) sprites.set(`${vendor}/${name}`, sprite);
  }
  return (reference) => {
    const sprite = sprites.get(reference);
    if (sprite === undefined) throw new Error(`no sprite ${reference} in the sheets of ${vendors.join(', ')}`);
    return sprite;
  };
}

async function readSheet(vendor: SetVendor, folder: string): Promise<readonly (readonly [string, Sprite])[]> {
  const { spriteSize: size, vendors } = sheetIndex();
  const { columns, sha256: expected, sprites } = vendors[vendor];
  const path = sheetPath(vendor, folder);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw badSheet(`${path} cannot be read`, expected, cause);
  });
  const hash = sha256(bytes);
  if (hash !== expected) throw badSheet(`${path} has the SHA-256 ${hash}`, expected);
  const { data } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return sprites.map((name, at) => [name, { size, rgba: cut(data, { at, columns, size }) }] as const);
}

export function sheetPath(vendor: SetVendor, folder = SHEETS): string {
  return join(folder, `${vendor}.webp`);
}

/** [size, size, 4] of the sheet's sprite number `at`. */
function cut(sheet: Uint8Array, { at, columns, size }: { at: number; columns: number; size: number }): Uint8Array {
  const rgba = new Uint8Array(4 * size * size);
  const [left, top] = [(at % columns) * size, Math.floor(at / columns) * size];
  for (let y = 0; y < size; y++) {
    const from = 4 * ((top + y) * columns * size + left);
    rgba.set(sheet.subarray(from, from + 4 * size), 4 * y * size);
  }
  return rgba;
}

function badSheet(what: string, expected: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError('PICTO_SHEET', `${what}; expected the committed sheet (${expected}); restore the file`, {
    cause,
  });
}
