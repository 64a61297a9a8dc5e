import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/** A folder with these JSON files, gone after the test. */
export function jsonFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'picto-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const skins = (label: string, code: (tone: string) => string) => [
  { label: `${label}: light skin tone`, hexcode: code('1F3FB'), tone: 1 },
  { label: `${label}: medium-dark skin tone`, hexcode: code('1F3FE'), tone: 4 },
];

/** A few emoji in the layout of emojibase-data. */
export const EMOJIBASE = {
  'en/data.json': [
    { label: 'dog', hexcode: '1F415', tags: ['pet', 'dog'], group: 1, subgroup: 1 },
    { label: 'red heart', hexcode: '2764-FE0F', tags: ['love'], group: 2, subgroup: 2 },
    { label: 'ear of corn', hexcode: '1F33D', group: 3, subgroup: 3 },
    { label: 'twelve o’clock', hexcode: '1F55B', tags: ['o’clock'], group: 2, subgroup: 2 },
    { label: 'Japanese “here” button', hexcode: '1F201', tags: ['“here”'], group: 2, subgroup: 2 },
    { label: 'piñata', hexcode: '1FA85', group: 2, subgroup: 2 },
    {
      label: 'man running',
      hexcode: '1F3C3-200D-2642-FE0F',
      tags: ['fast'],
      group: 0,
      subgroup: 0,
      skins: skins('man running', (tone) => `1F3C3-${tone}-200D-2642-FE0F`),
    },
    {
      label: 'man: red hair',
      hexcode: '1F468-200D-1F9B0',
      group: 0,
      subgroup: 0,
      skins: [
        { label: 'man: light skin tone, red hair', hexcode: '1F468-1F3FB-200D-1F9B0', tone: 1 },
        { label: 'man: dark skin tone, red hair', hexcode: '1F468-1F3FF-200D-1F9B0', tone: 5 },
      ],
    },
    {
      label: 'people holding hands',
      hexcode: '1F9D1-200D-1F91D-200D-1F9D1',
      group: 0,
      subgroup: 0,
      skins: [
        {
          label: 'people holding hands: light skin tone, dark skin tone',
          hexcode: '1F9D1-1F3FB-200D-1F91D',
          tone: [1, 5],
        },
      ],
    },
    { label: 'flag: France', hexcode: '1F1EB-1F1F7', group: 4, subgroup: 4 },
    { label: 'light skin tone', hexcode: '1F3FB', group: 5, subgroup: 5 },
    { label: 'regional indicator A', hexcode: '1F1E6' },
  ],
  'meta/groups.json': {
    groups: { 0: 'people-body', 1: 'animals-nature', 2: 'symbols', 3: 'food-drink', 4: 'flags', 5: 'component' },
    subgroups: {
      0: 'person-sport',
      1: 'animal-mammal',
      2: 'heart',
      3: 'food-vegetable',
      4: 'country-flag',
      5: 'skin-tone',
    },
  },
  'meta/unicode-names.json': { '1F33D': 'EAR OF MAIZE', '1F415': 'DOG' },
  'en/shortcodes/cldr.json': { '1F415': 'dog', '1F1EB-1F1F7': 'flag_france' },
  'en/shortcodes/emojibase.json': { '2764-FE0F': ['heart', 'red_heart'] },
  'en/shortcodes/github.json': { '1F415': 'dog2' },
  // Wrong on purpose: an earlier file says whose shortcode "heart" is.
  'en/shortcodes/iamcal.json': { '1F415': 'heart' },
  'en/shortcodes/joypixels.json': {},
};

/** An Iconify package of this content. */
export function iconify(content: { icons: object; aliases?: object; chars?: object; categories?: object }) {
  const { chars = {}, categories, ...icons } = content;
  return {
    'icons.json': { prefix: 'test', width: 32, height: 32, ...icons },
    'chars.json': chars,
    'metadata.json': categories === undefined ? {} : { categories },
  };
}

/** Files below a folder. */
export function below(folder: string, files: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}
