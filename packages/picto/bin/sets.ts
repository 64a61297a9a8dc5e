/* eslint-disable no-console -- a command */
/** Writes the sheets of sprites of the built-in datasets from the icon set of `npm run picto:data`. See README.md. */
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { openIconSet } from '../src/icons/icon-set.ts';
import { SET_VENDORS } from '../src/sets/picto-set.ts';
import { CARDS } from '../src/sets/cards.ts';
import { computePixelHash, type PixelHashes, writePixelHashes } from '../src/sets/pixel-hashes.ts';
import { sheetPath } from '../src/sets/sheets.ts';
import { writeSheets } from '../src/sets/write-sheets.ts';

try {
  const { vendors, sets } = await writeSheets(openIconSet(join(import.meta.dirname, '..', '.data')));
  for (const vendor of SET_VENDORS) {
    const megabytes = statSync(sheetPath(vendor)).size / 1e6;
    console.log(`${vendor}: ${vendors[vendor].sprites.length} sprites, ${megabytes.toFixed(2)} MB`);
  }
  for (const [name, classes] of Object.entries(sets)) console.log(`${name}: ${classes.length} classes`);
  const hashes: [string, string][] = [];
  for (const card of CARDS) hashes.push([card.name, await computePixelHash(card)]);
  writePixelHashes(Object.fromEntries(hashes) as PixelHashes);
} catch (error) {
  if (!(error instanceof ShotbenchError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
