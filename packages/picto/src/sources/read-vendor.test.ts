import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { readVendor } from './read-vendor.ts';
import { iconify, jsonFolder } from './test/packages.ts';

const CONTENT = {
  icons: {
    dog: { body: '<path d="M0 0"/>' },
    cat: { body: '<g/>', left: 1, top: 2, width: 20, height: 10 },
    old: { body: '<g/>', hidden: true },
  },
  aliases: {
    hound: { parent: 'dog' },
    'dog-right': { parent: 'dog', hFlip: true },
    'old-right': { parent: 'old', hFlip: true },
  },
  chars: { '1f415': 'dog' },
  categories: { Animals: ['dog', 'cat'] },
};

describe('readVendor', () => {
  it('reads visible icons and mirrored aliases with their view boxes', () => {
    const { icons } = readVendor(jsonFolder(iconify(CONTENT)));
    const dog = { body: '<path d="M0 0"/>', left: 0, top: 0, width: 32, height: 32 };
    expect(icons).toEqual([
      { name: 'dog', category: 'Animals', ...dog, hFlip: false },
      { name: 'cat', category: 'Animals', body: '<g/>', left: 1, top: 2, width: 20, height: 10, hFlip: false },
      { name: 'dog-right', category: null, ...dog, hFlip: true },
    ]);
  });

  it('knows the code points of names and other names, but not of what is mirrored', () => {
    const { codes } = readVendor(jsonFolder(iconify(CONTENT)));
    expect([...codes]).toEqual([
      ['dog', '1f415'],
      ['hound', '1f415'],
    ]);
  });

  it('refuses transformations that it does not know, and broken files', () => {
    const turned = jsonFolder(iconify({ ...CONTENT, aliases: { turned: { parent: 'dog', rotate: 1 } } }));
    expect(messageOf(() => readVendor(turned))).toMatch(/icons\.json does not fit: aliases\.turned: .*rotate/);
    const broken = jsonFolder({ ...iconify(CONTENT), 'chars.json': '{' });
    expect(codeOf(() => readVendor(broken))).toBe('PICTO_SOURCE');
    expect(messageOf(() => readVendor(broken))).toMatch(/chars\.json cannot be read/);
  });
});
