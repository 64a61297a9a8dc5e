import { describe, expect, it } from 'vitest';

import { emojiFinder } from './emoji-finder.ts';
import { readEmoji } from './read-emoji.ts';
import { EMOJIBASE, jsonFolder } from './test/packages.ts';

function finder(codes: [string, string][] = []) {
  return emojiFinder(readEmoji(jsonFolder(EMOJIBASE)), codes);
}

describe('emojiFinder', () => {
  it.each([
    ['man-running', '1F3C3-200D-2642-FE0F'],
    ['man-running-light-skin-tone', '1F3C3-1F3FB-200D-2642-FE0F'],
    ['man-running-medium-dark', '1F3C3-1F3FE-200D-2642-FE0F'],
    ['manrunning', '1F3C3-200D-2642-FE0F'],
    ['man-red-hair-dark-skin-tone', '1F468-1F3FF-200D-1F9B0'],
    ['man-dark-skin-tone-red-hair', '1F468-1F3FF-200D-1F9B0'],
    ['twelve-oclock', '1F55B'],
    ['pinata', '1FA85'],
    ['japanese-here-button', '1F201'],
    ['earofmaize', '1F33D'],
    ['heart', '2764-FE0F'],
    ['dog2', '1F415'],
    ['ear-of-corn-3', '1F33D'],
  ])('finds %s', (name, hexcode) => {
    expect(finder().byName(name)?.hexcode).toBe(hexcode);
  });

  it('finds code points with and without the variation selector', () => {
    expect(finder().byCode('1f3c3-200d-2642')?.label).toBe('man running');
    expect(finder().byCode('2764-fe0f')?.label).toBe('red heart');
    expect(finder().byCode('2764')?.label).toBe('red heart');
  });

  it('finds neither flags nor what nobody knows', () => {
    for (const name of ['flag-france', 'france', 'light-skin-tone', 'dogs', '-3', '']) {
      expect(finder().byName(name)).toBeUndefined();
    }
    expect(finder().byCode('1f1e6')).toBeUndefined();
  });

  it("takes a vendor's word for a name, but CLDR's first", () => {
    const found = finder([
      ['doggy', '1f415'],
      ['red-heart', '1f415'],
      ['nobody', '1ffff'],
    ]);
    expect(found.byName('doggy')?.label).toBe('dog');
    expect(found.byName('red-heart')?.label).toBe('red heart');
    expect(found.byName('nobody')).toBeUndefined();
  });
});
