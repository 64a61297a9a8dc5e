import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openIconSet } from './icon-set.ts';
import { icon } from './test/icon.ts';
import { trainingIcons } from './training-icons.ts';

const ICONS = [icon(), icon({ name: 'dog-face' })];

function folderOf({ json = JSON.stringify({ size: 2, icons: ICONS }), bytes = 32 } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'picto-icons-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'icons.json'), json);
  writeFileSync(
    join(folder, 'pixels.bin'),
    Uint8Array.from({ length: bytes }, (_, i) => i),
  );
  return folder;
}

describe('openIconSet', () => {
  it('gives each picture its pixels', () => {
    const set = openIconSet(folderOf());
    expect(set.size).toBe(2);
    expect(set.icons).toEqual(ICONS);
    expect([...set.pixels(0)]).toEqual(Array.from({ length: 16 }, (_, i) => i));
    expect([...set.pixels(1)]).toEqual(Array.from({ length: 16 }, (_, i) => 16 + i));
    for (const index of [2, -1, 0.5]) expect(() => set.pixels(index)).toThrow(RangeError);
  });

  it('says which command makes the files where there are none', () => {
    const folder = folderOf();
    rmSync(join(folder, 'pixels.bin'));
    expect(codeOf(() => openIconSet(folder))).toBe('PICTO_DATA_MISSING');
    expect(messageOf(() => openIconSet(folder))).toMatch(/pixels\.bin is not there; .*run npm run picto:data/);
    expect(codeOf(() => openIconSet(join(folder, 'none')))).toBe('PICTO_DATA_MISSING');
  });

  it.each([
    ['too few bytes', { bytes: 31 }, /has 31 bytes; expected 32, for 2 pictures of 2 × 2 × 4/],
    ['no icons', { json: '{"size":2,"icons":[]}' }, /does not fit: icons/],
    [
      'an icon without a concept',
      { json: JSON.stringify({ size: 2, icons: [icon({ conceptName: '' })] }) },
      /icons\.0\.conceptName/,
    ],
  ])('refuses files with %s', (_title, files, words) => {
    const folder = folderOf(files);
    expect(codeOf(() => openIconSet(folder))).toBe('PICTO_DATA_SHAPE');
    expect(messageOf(() => openIconSet(folder))).toMatch(words);
  });

  it('refuses what is no JSON', () => {
    expect(codeOf(() => openIconSet(folderOf({ json: '{' })))).toBe('PICTO_DATA_READ');
  });
});

describe('trainingIcons', () => {
  it('are neither of a held-out vendor nor novel', () => {
    const icons = [icon({ isNovel: true }), icon(), icon({ isHeldOutVendor: true }), icon({ hexcode: null })];
    expect(trainingIcons({ icons })).toEqual([1, 3]);
  });
});
