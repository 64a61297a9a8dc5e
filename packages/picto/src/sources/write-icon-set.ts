import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';

import { type Icon, ICON_SIZE } from '../icons/icon.ts';
import { ICONS_FILE, PIXELS_FILE } from '../icons/icon-set.ts';
import type { Sketch } from './collect-icons.ts';
import { rasterise } from './rasterise.ts';

export interface Written {
  /** Those that could be drawn, as stored. */
  readonly icons: readonly Icon[];
  /** "vendor/name: why" of those that could not. */
  readonly failures: readonly string[];
  readonly iconsSha256: string;
  readonly pixelsSha256: string;
}

/** Drawn at a time; more than there are cores, so that none waits. */
const BATCH = 256;

/**
 * Draws all icons and writes an icon set that `openIconSet` opens. Until both files are whole, none is there; the same
 * sketches give the same bytes.
 * @param onProgress is told how many of the sketches are done.
 */
export async function writeIconSet(
  folder: string,
  sketches: readonly Sketch[],
  onProgress: (done: number) => void,
): Promise<Written> {
  mkdirSync(folder, { recursive: true });
  const [iconsFile, pixelsFile] = [join(folder, ICONS_FILE), join(folder, PIXELS_FILE)];
  const partial = `${pixelsFile}.partial`;
  const [icons, failures]: [Icon[], string[]] = [[], []];
  const hash = createHash('sha256');
  await writePixels(partial, hash, async (write) => {
    for (let from = 0; from < sketches.length; from += BATCH) {
      const batch = sketches.slice(from, from + BATCH);
      const rasters = await Promise.all(batch.map(({ drawing }) => rasterise(drawing)));
      for (const [i, raster] of rasters.entries()) {
        const { icon } = batch[i]!;
        if ('problem' in raster) failures.push(`${icon.vendor}/${icon.name}: ${raster.problem}`);
        else {
          icons.push(icon);
          await write(raster.pixels);
        }
      }
      onProgress(Math.min(from + BATCH, sketches.length));
    }
  });
  const text = describe(icons);
  writeFileSync(`${iconsFile}.partial`, text);
  if (existsSync(iconsFile)) rmSync(iconsFile);
  renameSync(partial, pixelsFile);
  renameSync(`${iconsFile}.partial`, iconsFile);
  return { icons, failures, iconsSha256: sha256(text), pixelsSha256: hash.digest('hex') };
}

async function writePixels(
  file: string,
  hash: Hash,
  draw: (write: (pixels: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await draw(async (pixels) => {
      hash.update(pixels);
      await handle.write(pixels);
    });
  } finally {
    await handle.close();
  }
}

/** An icon a line, so that versions can be compared. */
function describe(icons: readonly Icon[]): string {
  return `{"size":${ICON_SIZE},"icons":[\n${icons.map((icon) => JSON.stringify(icon)).join(',\n')}\n]}\n`;
}
