import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { imagePlan, PARTS } from './image-plan.ts';
import { SPRITE_LICENCES } from './licences.ts';
import { PICTO_SETS } from './picto-set.ts';
import { pictoSets } from './picto-sets.ts';
import { sheetIndex } from './sheet-index.ts';
import { SUBGROUP_NAMES } from './subgroup-names.ts';

const setNamed = (name: string) => pictoSets.find((set) => set.name === name)!;

it('describes every dataset once', () => {
  expect(pictoSets.map(({ name }) => name)).toEqual(PICTO_SETS);
});

it.each([
  ['people-actions', 60, [960, 242, 720]],
  ['subgroups', 68, [1190, 293, 1104]],
  ['subgroups-emojione', 68, [1190, 293, 742]],
  ['subgroups-fxemoji', 68, [1190, 293, 484]],
  ['subgroups-sketch', 68, [1190, 293, 1076]],
  ['concepts', 178, [2848, 712, 1424]],
])('%s has %i classes and %j images', (name, classes, images) => {
  const set = setNamed(name);
  expect(set.classes).toHaveLength(classes);
  expect([set.images.train, set.images.validation, set.images.test]).toEqual(images);
});

describe.each(pictoSets)('$name', (set) => {
  const plan = imagePlan(set);
  const sprites = PARTS.map((part) => new Set(plan.filter((image) => image.part === part).map(({ sprite }) => sprite)));

  it('is harder than a certainty and easier than chance, for the built-in model', () => {
    const { rtd, backbone, source } = set.transferDifficulty;
    expect(rtd).toBeLessThan(1);
    expect(rtd).toBeGreaterThan(1 / set.classes.length);
    expect(backbone).toBe('picto');
    // A number of another set would name the other set.
    expect(source).toMatch(new RegExp(` --dataset ${set.name} .* difficulty ${set.name}$`));
  });

  it('shows no drawing of the test before it', () => {
    const [train, validation, test] = sprites;
    expect([...test!].filter((sprite) => train!.has(sprite) || validation!.has(sprite))).toEqual([]);
  });

  it('validates on other drawings than it trains on, where classes have several', () => {
    const shared = [...sprites[1]!].filter((sprite) => sprites[0]!.has(sprite));
    expect(shared.length).toBe(set.name === 'concepts' ? set.classes.length : 0);
  });

  it('has 16 training and 4 validation images of every class', () => {
    for (const [part, least] of [
      ['train', 16],
      ['validation', 4],
    ] as const) {
      const counts = set.classes.map((_, c) => plan.filter(({ label, part: of }) => label === c && of === part).length);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(least);
    }
  });

  it('has paths, poses and class names of their own', () => {
    expect(new Set(plan.map(({ path }) => path)).size).toBe(plan.length);
    expect(new Set(plan.map(({ key }) => key)).size).toBe(plan.length);
    expect(new Set(set.classes.map(({ name }) => name)).size).toBe(set.classes.length);
  });

  it('shows drawings of its vendors only, with their licences', () => {
    const vendors = new Set(plan.map(({ sprite }) => sprite.split('/')[0]));
    expect(vendors).toEqual(new Set(set.vendors));
    expect(set.licences).toEqual(set.vendors.map((vendor) => SPRITE_LICENCES[vendor]));
    for (const { credit } of set.licences) expect(credit).toContain('©');
  });
});

it('tests people on men, whom training does not show', () => {
  const man = /\/(man|men|merman|deaf-man|pregnant-man)\b/;
  for (const { sprite, part } of imagePlan(setNamed('people-actions'))) expect(man.test(sprite)).toBe(part === 'test');
});

it.each(pictoSets.filter(({ shiftOf }) => shiftOf))('$name differs from its source in the test only', (set) => {
  const [shifted, source] = [imagePlan(set), imagePlan(setNamed(set.shiftOf!))];
  const learned = (plan: typeof source) => plan.filter(({ part }) => part !== 'test');
  expect(learned(shifted)).toEqual(learned(source));
  expect(set.classes).toEqual(setNamed(set.shiftOf!).classes);
  expect(set.testLabels.length).toBeGreaterThan(60);
});

it('knows which classes the encoder has never seen drawn', () => {
  const novel = (name: string): number => setNamed(name).classes.filter(({ isNovel }) => isNovel).length;
  expect([novel('people-actions'), novel('concepts')]).toEqual([11, 58]);
  expect(setNamed('subgroups').classes.every(({ isNovel }) => isNovel === undefined)).toBe(true);
});

it('has names for people of all classes that are subgroups', () => {
  const names = new Set(SUBGROUP_NAMES.values());
  expect(names.size).toBe(SUBGROUP_NAMES.size);
  expect(setNamed('subgroups').classes.filter(({ name }) => !names.has(name))).toEqual([]);
});

it('ships the sprites that are shown and no others', () => {
  const shown = new Set(pictoSets.flatMap((set) => imagePlan(set).map(({ sprite }) => sprite)));
  const shipped = Object.entries(sheetIndex().vendors).flatMap(([vendor, { sprites }]) =>
    sprites.map((name) => `${vendor}/${name}`),
  );
  expect(shipped.sort()).toEqual([...shown].sort());
});

const PACKAGE = join(import.meta.dirname, '..', '..');

it('prints in the README how hard every dataset is', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` .* (\S+) +\|$/gm)].map(([, name, rtd]) => [name, Number(rtd)]);
  const known = pictoSets.map(({ name, transferDifficulty }) => [name, transferDifficulty.rtd]);
  expect(rows.filter(([name]) => known.some(([set]) => set === name))).toEqual(known);
});

it.each(pictoSets)('$name is as hard as the zero-shot accuracy in the model card makes it', (set) => {
  const modelCard = readFileSync(join(PACKAGE, 'model', 'README.md'), 'utf8');
  const inTable = new RegExp(`^\\| ${set.name}, \\S+ +\\| zero-shot +\\| (\\S+) `, 'm').exec(modelCard);
  const inText = new RegExp(`Zero-shot reaches (\\S+) on ${set.name},`).exec(modelCard);
  const percent = 100 / (set.classes.length * set.transferDifficulty.rtd);
  expect(Math.abs(percent - Number((inTable ?? inText)![1]))).toBeLessThan(0.1);
});
