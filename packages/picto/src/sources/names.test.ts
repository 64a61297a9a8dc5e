import { describe, expect, it } from 'vitest';

import { isBrand } from './brands.ts';
import { cleanName } from './clean-name.ts';
import { namesAny } from './names-any.ts';

describe('cleanName', () => {
  it.each([
    ['arrow-left-2', 'arrow left'],
    ['apple-one', 'apple'],
    ['calendar-24', 'calendar'],
    ['moon-new-fill', 'moon new'],
    ['camera', 'camera'],
    ['one', 'one'],
  ])('of %s is "%s"', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });
});

describe('isBrand', () => {
  it('finds marks by whole words', () => {
    expect(['phone-android', 'ipad-one', 'apple-logo', 'modern-camera-go-pro'].filter(isBrand)).toHaveLength(4);
    expect(['bag-pack', 'stream', 'visage', 'logout', 'apple-one', 'go', 'vip'].filter(isBrand)).toEqual([]);
  });
});

describe('namesAny', () => {
  const names = namesAny(['apple', 'shopping cart', 'bus', 'glass of milk']);

  it('finds concepts in longer names, in any order and number', () => {
    for (const name of ['apple', 'apples', 'green apple tree', 'cart for shopping', 'bus', 'milk of glass']) {
      expect(names(name), name).toBe(true);
    }
  });

  it('finds whole words only, and all of them', () => {
    for (const name of ['pineapple', 'cart', 'shopping', 'buses', 'business', 'glass', '']) {
      expect(names(name), name).toBe(false);
    }
  });
});
