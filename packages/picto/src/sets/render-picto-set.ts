import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';
import sharp from 'sharp';

import type { Canvas } from '../composite/canvas.ts';
import {
  type ExpectedContent,
  fileHash,
  isComplete,
  MANIFEST,
  type Manifest,
  pixelHash,
  readManifest,
} from './content.ts';
import { imagePlan, type PlannedImage } from './image-plan.ts';
import { inParallel } from './in-parallel.ts';
import { paintImage } from './paint-image.ts';
import type { PictoSet, PictoSetName } from './picto-set.ts';
import { pictoSets } from './picto-sets.ts';
import { pixelHashes } from './pixel-hashes.ts';
import { openSheets } from './sheets.ts';
import { splitFileOf } from './split-file-of.ts';
import { withStaging } from './with-staging.ts';

export interface RenderPictoSetOptions {
  /** Called after every image. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Images that are encoded at a time: more than libuv has threads. */
const AT_A_TIME = 8;

/** The images' folder within the dataset's. */
const IMAGES = 'images';

/**
 * Draws a built-in dataset into `<root>/<name>`, in CoOp's layout, from the sheets of this package: the same pixels on every
 * machine. A folder that holds it already is left alone, one that is damaged or of another version is replaced; it appears
 * whole or not at all.
 *
 * @returns the folder, for `openDataset`.
 * @throws ShotbenchError `PICTO_SET` for a name that is none, `PICTO_SET_FOLDER` where something else is in the way, `PICTO_SHEET`
 *   for damaged sheets, `PICTO_SET_PIXELS` where this machine draws other pixels than were committed.
 */
export async function renderPictoSet(
  name: string,
  root: string,
  { onProgress }: RenderPictoSetOptions = {},
): Promise<string> {
  const set = findSet(name);
  const folder = join(root, set.name);
  const plan = imagePlan(set);
  const expected: ExpectedContent = { set: set.name, pixels: pixelHashes()[set.name], paths: pathsOf(set.name, plan) };
  if (isComplete(folder, expected)) return folder;
  if (existsSync(folder) && readManifest(folder)?.set !== set.name) throw inTheWay(folder, set.name);
  await withStaging(root, set.name, async (staging) => {
    const fresh = join(staging, 'new');
    const pixels = await draw(set, plan, { folder: fresh, onProgress });
    if (pixels !== expected.pixels) throw otherPixels(set.name, pixels, expected.pixels);
    const manifest: Manifest = { set: set.name, pixels, files: fileHash(fresh, expected.paths) };
    writeFileSync(join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    try {
      if (existsSync(folder)) renameSync(folder, join(staging, 'old'));
      renameSync(fresh, folder);
    } catch (error) {
      // Another process may have drawn the same meanwhile.
      if (!isComplete(folder, expected)) throw error;
    }
  });
  return folder;
}

/** @throws ShotbenchError `PICTO_SET` */
function findSet(name: string): PictoSet {
  const set = pictoSets.find((each) => each.name === name);
  if (set !== undefined) return set;
  const names = pictoSets.map((each) => each.name).join(', ');
  throw new ShotbenchError('PICTO_SET', `"${name}" is no built-in dataset; expected one of ${names}; correct the name`);
}

/** All files of a dataset but its manifest. */
function pathsOf(name: PictoSetName, plan: readonly PlannedImage[]): string[] {
  return [splitFileOf(name, plan).name, ...plan.map(({ path }) => `${IMAGES}/${path}`)];
}

interface DrawOptions {
  readonly folder: string;
  readonly onProgress: RenderPictoSetOptions['onProgress'];
}

/** Writes the images and the split file. @returns the hash of all pixels. */
async function draw({ name, vendors }: PictoSet, plan: readonly PlannedImage[], options: DrawOptions): Promise<string> {
  const { folder, onProgress } = options;
  const sprites = await openSheets(vendors);
  const drawn: { image: PlannedImage; sha256: string }[] = [];
  let done = 0;
  await inParallel(plan, AT_A_TIME, async (image, index) => {
    const canvas = paintImage(image, sprites);
    drawn[index] = { image, sha256: sha256(canvas.rgb) };
    const file = join(folder, IMAGES, image.path);
    mkdirSync(dirname(file), { recursive: true });
    await writeFile(file, await png(canvas));
    onProgress?.(++done, plan.length);
  });
  const split = splitFileOf(name, plan);
  writeFileSync(join(folder, split.name), split.text);
  return pixelHash(drawn);
}

/** Little compression: the backgrounds are noisy, and files are many and small. */
async function png({ size, rgb }: Canvas): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width: size, height: size, channels: 3 } })
    .png({ compressionLevel: 1, adaptiveFiltering: false, palette: false })
    .toBuffer();
}

function inTheWay(folder: string, name: PictoSetName): ShotbenchError {
  return new ShotbenchError(
    'PICTO_SET_FOLDER',
    `${folder} is there and is not the built-in dataset "${name}"; expected that dataset or nothing; move it away or give another folder`,
  );
}

function otherPixels(name: PictoSetName, seen: string, expected: string): ShotbenchError {
  return new ShotbenchError(
    'PICTO_SET_PIXELS',
    `"${name}" was drawn with the hash ${seen}; expected ${expected} as on every machine; results on it would not compare: ` +
      'report the machine, or run packages/picto/bin/sets.ts where the drawing was changed on purpose',
  );
}
