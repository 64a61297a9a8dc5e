import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { loadTokenizer } from '@shotbench/clip';
import { PythonRandom } from '@shotbench/datasets';
import { describe, expect, it } from 'vitest';

import type { Icon } from '../icons/icon.ts';
import { icon } from '../icons/test/icon.ts';
import { captionOf, contrastKey } from './caption-of.ts';
import { conceptPhrase } from './subject.ts';
import { NOUN_TEMPLATES, PLAIN_TEMPLATES } from './templates.ts';

const TAGS = 'beach extreme hawaii ocean sea sport surf surfboard surfer wave waves'.split(' ');
const DOG = icon();
const SURFER = icon({
  label: 'woman surfing',
  tags: TAGS,
  group: 'people-body',
  subgroup: 'person-sport',
  skinTone: 'medium-dark',
  conceptName: 'surfing',
});
const ARROW = icon({
  hexcode: null,
  label: 'arrow left',
  tags: [],
  group: null,
  subgroup: null,
  conceptName: 'arrow left',
});

function captions(of: Icon, count: number, seed = 1): string[] {
  const random = new PythonRandom(seed);
  return Array.from({ length: count }, () => captionOf(of, random));
}

/** The share of captions that a pattern matches. */
function share(texts: readonly string[], pattern: RegExp): number {
  return texts.filter((text) => pattern.test(text)).length / texts.length;
}

describe('captionOf', () => {
  it('draws the same captions for the same seed', () => {
    expect(captions(SURFER, 50, 7)).toEqual(captions(SURFER, 50, 7));
    expect(captions(SURFER, 50, 7)).not.toEqual(captions(SURFER, 50, 8));
  });

  it('uses at least 14 templates, each with one place', () => {
    const templates = new Set([...NOUN_TEMPLATES, ...PLAIN_TEMPLATES]);
    expect(templates.size).toBeGreaterThanOrEqual(14);
    for (const template of templates) expect(template.split('{}')).toHaveLength(2);
  });

  it('often puts the label alone into the templates of prompts', () => {
    const texts = captions(DOG, 4000);
    expect(share(texts, /^a pictogram of (a )?dog\.$/)).toBeGreaterThan(0.08);
    expect(share(texts, /^a photo of (a )?dog\.$/)).toBeGreaterThan(0.05);
  });

  it('names the subgroup or group in 16 of 100 captions of emoji', () => {
    const texts = captions(DOG, 8000);
    expect(share(texts, /mammal|animal or plant/)).toBeCloseTo(0.16, 1);
    expect(share(texts, /^(?!.*dog).*mammal/)).toBeCloseTo(0.07, 1);
  });

  it('calls people by what they do, whoever they are', () => {
    const texts = captions(SURFER, 4000);
    expect(texts).toContain('a pictogram of someone surfing.');
    expect(share(texts, /(^|of )(someone |a )?surfing\b/)).toBeGreaterThan(0.2);
    expect(share(texts, /woman surfing/)).toBeGreaterThan(0.3);
    expect(share(texts, /medium-dark skin tone/)).toBeGreaterThan(0.01);
    expect(share(texts, /medium-dark skin tone/)).toBeLessThan(0.1);
  });

  it('lists up to 8 tags and no more characters than fit', () => {
    const texts = captions(SURFER, 4000);
    const most = Math.max(...texts.map((text) => TAGS.filter((tag) => new RegExp(`\\b${tag}\\b`).test(text)).length));
    expect(most).toBe(8);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(100);
  });

  it('has words for what has neither tags nor subgroup', () => {
    for (const text of captions(ARROW, 500)) {
      expect(text).toMatch(/arrow left/);
      expect(text).not.toMatch(/undefined|null|\{\}|, ,|\ba a\b/);
    }
  });

  const model = join(import.meta.dirname, '../../model');
  it.skipIf(!existsSync(join(model, 'tokenizer.json')))(
    "mostly fits picto's context of 32 tokens, and fills it at times",
    () => {
      const tokenizer = loadTokenizer(model);
      for (const each of [DOG, SURFER, ARROW]) {
        const lengths = captions(each, 1000).map((text) => tokenizer.encode(text).length);
        expect(lengths.filter((length) => length > 32).length).toBeLessThan(80);
        expect(tokenizer.encode(each.label).length).toBeLessThan(10);
        if (each === SURFER) expect(lengths.filter((length) => length > 27 && length <= 32).length).toBeGreaterThan(10);
      }
    },
  );
});

describe('conceptPhrase', () => {
  it.each([
    ['firefighter', 'a firefighter'],
    ['astronaut', 'an astronaut'],
    ['playing handball', 'someone playing handball'],
    ['in tuxedo', 'someone in tuxedo'],
    ['with veil', 'someone with veil'],
  ])('of %s is "%s"', (concept, phrase) => {
    expect(conceptPhrase(concept)).toBe(phrase);
  });
});

describe('contrastKey', () => {
  it('is one for all siblings', () => {
    const man = { ...SURFER, label: 'man surfing', skinTone: null, vendor: 'noto-v1' };
    expect(contrastKey(man)).toBe(contrastKey(SURFER));
    expect(contrastKey(man)).not.toBe(contrastKey(DOG));
  });
});
