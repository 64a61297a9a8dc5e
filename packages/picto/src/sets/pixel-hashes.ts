import { readFileSync, writeFileSync } from 'node:fs';

import { sha256 } from '@shotbench/content-hash';
import { z } from 'zod';

import { pixelHash } from './content.ts';
import { imagePlan } from './image-plan.ts';
import { paintImage } from './paint-image.ts';
import { PICTO_SETS, type PictoCard, type PictoSetName } from './picto-set.ts';
import { SHEETS } from './sheet-index.ts';
import { openSheets } from './sheets.ts';

export type PixelHashes = Readonly<Record<PictoSetName, string>>;

const FILE = `${SHEETS}pixels.json`;
const schema = z.record(z.enum(PICTO_SETS), z.string());

/** What the pixels of every dataset hash to, as committed. */
export function pixelHashes(): PixelHashes {
  return schema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

/** Draws a dataset without keeping it. */
export async function computePixelHash(card: PictoCard): Promise<string> {
  const sprites = await openSheets(card.vendors);
  return pixelHash(imagePlan(card).map((image) => ({ image, sha256: sha256(paintImage(image, sprites).rgb) })));
}

/** Commits to what the datasets look like here and now. */
export function writePixelHashes(hashes: PixelHashes): void {
  writeFileSync(FILE, `${JSON.stringify(hashes, null, 2)}\n`);
}
