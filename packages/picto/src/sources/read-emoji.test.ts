import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { readEmoji } from './read-emoji.ts';
import { EMOJIBASE, jsonFolder } from './test/packages.ts';

describe('readEmoji', () => {
  const read = () => readEmoji(jsonFolder(EMOJIBASE));

  it('reads labels, tags and subgroups, each skin tone as an emoji of its own', () => {
    const runners = read().filter(({ label }) => label === 'man running');
    expect(runners).toHaveLength(3);
    expect(runners[2]).toEqual({
      hexcode: '1F3C3-1F3FE-200D-2642-FE0F',
      label: 'man running',
      fullLabel: 'man running: medium-dark skin tone',
      tags: ['fast'],
      group: 'people-body',
      subgroup: 'person-sport',
      skinTone: 'medium-dark',
      otherNames: [],
    });
    expect(read().find(({ hexcode }) => hexcode === '1F9D1-1F3FB-200D-1F91D')!.skinTone).toBe('light, dark');
    expect(read().find(({ label }) => label === 'dog')!.otherNames).toEqual(['dog', 'dog2', 'heart', 'DOG']);
  });

  it('leaves out flags, components and what has no group', () => {
    expect(read().map(({ label }) => label)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/flag|light skin tone|regional/)]),
    );
    expect(read()).toHaveLength(14);
  });

  it('writes apostrophes as tokenizers know them, leaves quotation marks out, and tags that are the label', () => {
    const labels = read().map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["twelve o'clock", 'Japanese here button']));
    expect(read().find(({ label }) => label === 'dog')!.tags).toEqual(['pet']);
    expect(read().find(({ hexcode }) => hexcode === '1F55B')!.tags).toEqual(["o'clock"]);
  });

  it('refuses a file of another shape', () => {
    const folder = jsonFolder({ ...EMOJIBASE, 'en/data.json': [{ label: 3 }] });
    expect(codeOf(() => readEmoji(folder))).toBe('PICTO_SOURCE');
    expect(messageOf(() => readEmoji(folder))).toMatch(/data\.json does not fit: 0\.label/);
  });
});
