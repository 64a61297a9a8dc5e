/* eslint-disable no-console -- a command */
/** Writes the sheets of the built-in datasets' sprites, and what the datasets' pixels hash to. See README.md. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ShotbenchError } from '@shotbench/errors';

import { openIconSet } from '../src/icons/icon-set.ts';
import { CARDS } from '../src/sets/cards.ts';
import { PICTO_SETS, SET_VENDORS } from '../src/sets/picto-set.ts';
import { computePixelHash, type PixelHashes, writePixelHashes } from '../src/sets/pixel-hashes.ts';
import { sheetIndex } from '../src/sets/sheet-index.ts';
import { sheetPath } from '../src/sets/sheets.ts';
import { writeSheets } from '../src/sets/write-sheets.ts';

const USAGE = `Usage: tsx packages/picto/bin/sets.ts [--pixels-only]

Takes the sprites of the built-in datasets from the icon set that npm run picto:data makes, packs them into
packages/picto/sheets, draws all datasets and writes the hashes of their pixels.

  --pixels-only   the drawing was changed on purpose: keep the sheets, write the hashes anew; needs no icon set
`;

try {
  await main();
} catch (error) {
  if (!(error instanceof ShotbenchError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, 'pixels-only': { type: 'boolean' } } });
  if (values.help) return console.log(USAGE);
  if (!values['pixels-only']) await writeSheets(openIconSet(join(import.meta.dirname, '..', '.data')));
  for (const vendor of SET_VENDORS) {
    const megabytes = statSync(sheetPath(vendor)).size / 1e6;
    console.log(`${vendor}: ${sheetIndex().vendors[vendor].sprites.length} sprites, ${megabytes.toFixed(2)} MB`);
  }
  for (const name of PICTO_SETS) console.log(`${name}: ${sheetIndex().sets[name].length} classes`);
  const hashes = [];
  for (const card of CARDS) hashes.push([card.name, await computePixelHash(card)] as const);
  writePixelHashes(Object.fromEntries(hashes) as PixelHashes);
}
