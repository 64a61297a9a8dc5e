import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { describe, expect, it } from 'vitest';

import { openIconSet } from '../icons/icon-set.ts';
import { collectIcons, type Sources } from './collect-icons.ts';
import { emojiFinder } from './emoji-finder.ts';
import { readEmoji } from './read-emoji.ts';
import { readVendor } from './read-vendor.ts';
import { EMOJIBASE, iconify, jsonFolder } from './test/packages.ts';
import type { Vendor } from './vendors.ts';
import { writeIconSet } from './write-icon-set.ts';

const square = (colour: string) => ({ body: `<rect width="32" height="32" fill="${colour}"/>` });

/** Emoji with code points and with names, emoji of a held-out vendor, and icons that are none. */
function sources(): Sources {
  const emoji = readEmoji(jsonFolder(EMOJIBASE));
  const training: Vendor = { name: 'coded', role: 'training', isEmoji: true };
  const vendors = [
    [
      training,
      iconify({
        icons: { hound: square('#111'), 'man-running-light': square('#222'), france: square('#333') },
        chars: { '1f415': 'hound', '1f1eb-1f1f7': 'france' },
      }),
    ],
    [
      { ...training, name: 'held-out', role: 'held-out' },
      iconify({ icons: { 'red-heart': square('#444'), blank: { body: '' } } }),
    ],
    [
      { ...training, name: 'icons', isEmoji: false, brandCategories: ['Brand'] },
      iconify({
        icons: {
          'arrow-left-2': square('#555'),
          acme: square('#666'),
          'phone-android': square('#777'),
          blank: { body: '' },
        },
        categories: { Brand: ['acme'], ArrowsDiagrams: ['arrow-left-2'] },
      }),
    ],
  ] as const;
  const read = vendors.map(([vendor, files]) => [vendor, readVendor(jsonFolder(files))] as const);
  return { emoji, finder: emojiFinder(emoji, []), vendors: read };
}

describe('collectIcons', () => {
  it('keeps emoji that are recognised and icons that are no marks, and counts the others', () => {
    const { sketches, counts } = collectIcons(sources());
    expect(sketches.map(({ icon }) => `${icon.vendor}/${icon.name}`)).toEqual([
      'coded/hound',
      'coded/man-running-light',
      'held-out/red-heart',
      'icons/arrow-left-2',
      'icons/blank',
    ]);
    expect(counts).toEqual([
      { vendor: 'coded', icons: 3, kept: 2, unknown: ['france'], brands: [] },
      { vendor: 'held-out', icons: 2, kept: 1, unknown: ['blank'], brands: [] },
      { vendor: 'icons', icons: 4, kept: 2, unknown: [], brands: ['acme', 'phone-android'] },
    ]);
  });

  it('says what is known of each', () => {
    const [, runner, heart, arrow] = collectIcons(sources()).sketches.map(({ icon }) => icon);
    expect(runner).toMatchObject({
      hexcode: '1F3C3-1F3FB-200D-2642-FE0F',
      label: 'man running',
      tags: ['fast'],
      group: 'people-body',
      subgroup: 'person-sport',
      skinTone: 'light',
      conceptName: 'running',
      isHeldOutVendor: false,
    });
    expect(heart!.isHeldOutVendor).toBe(true);
    expect(arrow).toEqual({
      vendor: 'icons',
      name: 'arrow-left-2',
      hexcode: null,
      label: 'arrow left',
      tags: ['arrows diagrams'],
      group: null,
      subgroup: null,
      skinTone: null,
      conceptName: 'arrow left',
      isHeldOutVendor: false,
      isNovel: false,
    });
  });

  it('holds a novel concept out of every vendor, by its name where there is nothing else', () => {
    const all = sources();
    const { sketches } = collectIcons(all);
    const novel = sketches.filter(({ icon }) => icon.isNovel).map(({ icon }) => icon.conceptName);
    // Of the four concepts of this subgroup, three tenths are one.
    const concepts = ['red heart', "twelve o'clock", 'japanese here button', 'piñata'];
    const named = concepts.map((name) => ({ ...all.vendors[2]![1].icons[0]!, name: name.replaceAll(' ', '-') }));
    const icons = collectIcons({ ...all, vendors: [[all.vendors[2]![0], { icons: named, codes: new Map() }]] });
    const held = icons.sketches.filter(({ icon }) => icon.isNovel);
    expect(held).toHaveLength(1);
    expect(novel.includes('red heart')).toBe(held[0]!.icon.conceptName === 'red heart');
  });
});

describe('writeIconSet', () => {
  it('writes what openIconSet opens, the same bytes every time, and names what cannot be drawn', async () => {
    const { sketches } = collectIcons(sources());
    const folder = jsonFolder({});
    const done: number[] = [];
    const written = await writeIconSet(folder, sketches, (count) => done.push(count));
    expect(done).toEqual([5]);
    expect(written.failures).toEqual(['icons/blank: came out invisible']);
    expect(readdirSync(folder).sort()).toEqual(['icons.json', 'pixels.bin']);
    expect(written.pixelsSha256).toBe(sha256(readFileSync(join(folder, 'pixels.bin'))));
    expect(written.iconsSha256).toBe(sha256(readFileSync(join(folder, 'icons.json'))));

    const set = openIconSet(folder);
    expect(set.icons).toEqual(written.icons);
    const middles = set.icons.map((_, i) => set.pixels(i)[(32 * 64 + 32) * 4]);
    expect(middles).toEqual([0x11, 0x22, 0x44, 0x55]);

    const again = await writeIconSet(folder, sketches, () => undefined);
    expect(again).toEqual(written);
  });

  it('leaves no set behind that is not whole', async () => {
    const { sketches } = collectIcons(sources());
    const folder = jsonFolder({});
    const failing = writeIconSet(folder, sketches, () => {
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(existsSync(join(folder, 'icons.json'))).toBe(false);
  });
});
