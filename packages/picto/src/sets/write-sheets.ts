import { mkdirSync, writeFileSync } from 'node:fs';

import { sha256 } from '@shotbench/content-hash';
import sharp from 'sharp';

import type { Icon } from '../icons/icon.ts';
import type { IconSet } from '../icons/icon-set.ts';
import { chooseConcepts } from './choose/concepts.ts';
import { reference } from './choose/icons.ts';
import { choosePeopleActions } from './choose/people-actions.ts';
import { chooseSubgroups, shiftSubgroups } from './choose/subgroups.ts';
import { SET_VENDORS, type SetVendor } from './picto-set.ts';
import { type SetClass, type SheetIndex, SHEETS } from './sheet-index.ts';
import { sheetPath } from './sheets.ts';

/** Chooses the classes of every dataset and writes the sheets of the sprites that they need, and the index. */
export async function writeSheets(icons: IconSet): Promise<SheetIndex> {
  const sets = chooseSets(icons.icons);
  const needed = new Set(
    Object.values(sets)
      .flat()
      .flatMap(({ train, validation, test }) => [...train, ...validation, ...test]),
  );
  mkdirSync(SHEETS, { recursive: true });
  const vendors: Partial<SheetIndex['vendors']> = {};
  for (const vendor of SET_VENDORS) vendors[vendor] = await writeSheet(icons, vendor, needed);
  const index: SheetIndex = { spriteSize: icons.size, vendors: vendors as SheetIndex['vendors'], sets };
  writeFileSync(`${SHEETS}index.json`, indexText(index));
  return index;
}

/** The classes of every dataset, with the sprites of each part. */
export function chooseSets(icons: readonly Icon[]): SheetIndex['sets'] {
  const subgroups = byName(chooseSubgroups(icons));
  return {
    'people-actions': byName(choosePeopleActions(icons)),
    subgroups,
    'subgroups-emojione': shiftSubgroups(icons, subgroups, 'emojione'),
    'subgroups-fxemoji': shiftSubgroups(icons, subgroups, 'fxemoji'),
    'subgroups-sketch': shiftSubgroups(icons, subgroups, 'fluent-emoji-high-contrast'),
    concepts: byName(chooseConcepts(icons)),
  };
}

/** Labels follow the alphabet. */
function byName(classes: SetClass[]): SetClass[] {
  return classes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Sheet = SheetIndex['vendors'][SetVendor];

async function writeSheet(set: IconSet, vendor: SetVendor, needed: ReadonlySet<string>): Promise<Sheet> {
  const chosen = set.icons
    .map((icon, index) => ({ icon, index }))
    .filter(({ icon }) => icon.vendor === vendor && needed.has(reference(icon)))
    .sort((a, b) => (a.icon.name < b.icon.name ? -1 : 1));
  const columns = Math.ceil(Math.sqrt(chosen.length));
  const [width, height] = [columns * set.size, Math.ceil(chosen.length / columns) * set.size];
  const sheet = new Uint8Array(4 * width * height);
  chosen.forEach(({ index }, at) => {
    const [left, top] = [(at % columns) * set.size, Math.floor(at / columns) * set.size];
    const pixels = set.pixels(index);
    for (let i = 0; i < pixels.length; i += 4) {
      // Colours that cannot be seen would only take room.
      if (pixels[i + 3] === 0) continue;
      const [x, y] = [(i / 4) % set.size, Math.floor(i / 4 / set.size)];
      sheet.set(pixels.subarray(i, i + 4), 4 * ((top + y) * width + left + x));
    }
  });
  const bytes = await sharp(sheet, { raw: { width, height, channels: 4 } })
    .webp({ lossless: true, exact: true, effort: 6, quality: 100 })
    .toBuffer();
  writeFileSync(sheetPath(vendor), bytes);
  return { columns, sha256: sha256(bytes), sprites: chosen.map(({ icon }) => icon.name) };
}

/** One line for each sheet and each class, so that changes can be read. */
function indexText({ spriteSize, vendors, sets }: SheetIndex): string {
  const lines = (items: readonly string[], indent: string): string => items.map((item) => indent + item).join(',\n');
  const sheets = Object.entries(vendors).map(([name, sheet]) => `${JSON.stringify(name)}: ${JSON.stringify(sheet)}`);
  const datasets = Object.entries(sets).map(
    ([name, classes]) =>
      `${JSON.stringify(name)}: [\n${lines(
        classes.map((each) => JSON.stringify(each)),
        '      ',
      )}\n    ]`,
  );
  return (
    `{\n  "spriteSize": ${spriteSize},\n  "vendors": {\n${lines(sheets, '    ')}\n  },\n` +
    `  "sets": {\n${lines(datasets, '    ')}\n  }\n}\n`
  );
}
