import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import type { Icon } from '../icons/icon.ts';
import { ICONS_FILE } from '../icons/icon-set.ts';
import { sheetIndex } from './sheet-index.ts';
import { chooseSets } from './write-sheets.ts';

const file = fileURLToPath(new URL(`../../.data/${ICONS_FILE}`, import.meta.url));

it.skipIf(!existsSync(file))('has written what it would choose today (needs npm run picto:data)', () => {
  const { icons } = JSON.parse(readFileSync(file, 'utf8')) as { readonly icons: readonly Icon[] };
  expect(sheetIndex().sets).toEqual(chooseSets(icons));
});
