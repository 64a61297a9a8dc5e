import { describe, expect, it } from 'vitest';

import { conceptName } from '../../icons/concept-name.ts';
import type { Icon } from '../../icons/icon.ts';
import type { SetClass } from '../sheet-index.ts';
import { chooseConcepts } from './concepts.ts';
import { choosePeopleActions } from './people-actions.ts';
import { chooseSubgroups, shiftSubgroups } from './subgroups.ts';

const TONES = [null, 'light', 'medium-light', 'medium', 'medium-dark', 'dark'];

function icon(label: string, rest: Partial<Icon> = {}): Icon {
  return {
    vendor: 'twemoji',
    name: [label, rest.skinTone ?? []].flat().join(' ').replace(/\W+/g, '-'),
    hexcode: null,
    label,
    tags: [],
    group: null,
    subgroup: null,
    skinTone: null,
    conceptName: conceptName(label),
    isHeldOutVendor: true,
    isNovel: false,
    ...rest,
  };
}

const inAllTones = (label: string, rest: Partial<Icon>): Icon[] =>
  TONES.map((skinTone) => icon(label, { skinTone, ...rest }));

const parts = ({ train, validation, test }: SetClass): (readonly string[])[] => [train, validation, test];

describe('people', () => {
  const sport = { subgroup: 'person-sport', isNovel: true };
  const running = ['man', 'woman', 'person'].flatMap((who) => inAllTones(`${who} running`, sport));

  it('are learned from women and neutral people, validated in other skin tones, and tested on men', () => {
    const [chosen, ...others] = choosePeopleActions(running);
    expect(others).toEqual([]);
    expect(chosen).toMatchObject({ name: 'running', isNovel: true });
    expect(parts(chosen!).map((sprites) => sprites.length)).toEqual([8, 4, 6]);
    expect(chosen!.test.every((sprite) => sprite.startsWith('twemoji/man-'))).toBe(true);
    const tones = (sprites: readonly string[]): Set<string> =>
      new Set(sprites.map((sprite) => sprite.replace(/.*running-?/, '')));
    expect(tones(chosen!.train).size).toBe(4);
    expect([...tones(chosen!.validation)].filter((tone) => tones(chosen!.train).has(tone))).toEqual([]);
  });

  it('are left out where an action has no man or too few others', () => {
    const fencing = inAllTones('person fencing', sport);
    const genie = ['man', 'woman', 'person'].map((who) => icon(`${who} genie`, { subgroup: 'person-fantasy' }));
    expect(choosePeopleActions([...fencing, ...genie])).toEqual([]);
  });

  it('are neither mirror images, nor of two skin tones, nor of another vendor', () => {
    const copies = [
      icon('man running: facing right', sport),
      icon('men wrestling', { ...sport, skinTone: 'light, dark', conceptName: 'running' }),
      icon('man running', { ...sport, vendor: 'emojione' }),
    ];
    expect(choosePeopleActions([...running, ...copies])).toEqual(choosePeopleActions(running));
  });

  it.each([
    ['person in tuxedo', 'person in tuxedo'],
    ['person with veil', 'person with veil'],
    ['firefighter', 'firefighter'],
  ])('%s is called %s', (neutral, name) => {
    const what = neutral.replace('person ', '');
    const people = [`man ${what}`, `woman ${what}`, neutral].flatMap((label) =>
      inAllTones(label, { subgroup: 'person-role' }),
    );
    expect(choosePeopleActions(people).map((each) => each.name)).toEqual([name]);
  });
});

describe('subgroups', () => {
  const birds = Array.from({ length: 16 }, (_, i) => icon(`bird ${i}`, { subgroup: 'animal-bird' }));
  const athletes = Array.from({ length: 8 }, (_, i) =>
    ['man', 'woman', 'person'].map((who) => icon(`${who} playing ${i}`, { subgroup: 'person-sport' })),
  ).flat();

  it('are divided into a half, an eighth and three eighths', () => {
    const [chosen] = chooseSubgroups(birds);
    expect(chosen).toMatchObject({ name: 'birds', isMirrored: true });
    expect(parts(chosen!).map((sprites) => sprites.length)).toEqual([8, 2, 6]);
    expect(new Set(parts(chosen!).flat())).toEqual(new Set(birds.map(({ name }) => `twemoji/${name}`)));
  });

  it('have every concept in one part', () => {
    const [chosen] = chooseSubgroups(athletes);
    const concepts = parts(chosen!).map((sprites) => new Set(sprites.map((sprite) => sprite.replace(/\D/g, ''))));
    expect(concepts.map(({ size }) => size)).toEqual([4, 1, 3]);
    expect(new Set(concepts.flatMap((each) => [...each])).size).toBe(8);
  });

  it('need eight pictures without skin tones, and flags do not count', () => {
    const toned = birds.map((bird) => ({ ...bird, skinTone: 'light' }));
    const flags = birds.map((bird) => ({ ...bird, subgroup: 'country-flag' }));
    expect(chooseSubgroups([...birds.slice(0, 7), ...toned, ...flags])).toEqual([]);
    expect(chooseSubgroups(birds.slice(0, 8))).toHaveLength(1);
  });

  it('are not mirrored where a mirror changes what they show', () => {
    const arrows = birds.map((bird) => ({ ...bird, subgroup: 'arrow' }));
    expect(chooseSubgroups(arrows)).toMatchObject([{ name: 'arrows', isMirrored: false }]);
  });

  it('are shifted to other drawings of the test concepts', () => {
    const redrawn = birds.map((bird) => ({ ...bird, vendor: 'fxemoji', name: `fx-${bird.name}` }));
    const [chosen] = chooseSubgroups(birds);
    const [shifted] = shiftSubgroups([...birds, ...redrawn.slice(0, 12)], [chosen!], 'fxemoji');
    const drawn = new Set(redrawn.slice(0, 12).map(({ name }) => `fxemoji/${name}`));
    const expected = chosen!.test.map((sprite) => sprite.replace('twemoji/', 'fxemoji/fx-'));
    expect(shifted).toMatchObject({ name: 'birds', train: [], validation: [] });
    expect(shifted!.test).toEqual(expected.filter((sprite) => drawn.has(sprite)));
  });
});

describe('concepts', () => {
  const food = { group: 'food-drink', subgroup: 'food-fruit' };
  const banana = ['twemoji', 'emojione', 'fxemoji'].map((vendor) => icon('banana', { vendor, ...food }));

  it('are learned from one artist and tested on two', () => {
    expect(chooseConcepts(banana)).toEqual([
      {
        name: 'banana',
        isNovel: false,
        isMirrored: true,
        train: ['twemoji/banana'],
        validation: ['twemoji/banana'],
        test: ['emojione/banana', 'fxemoji/banana'],
      },
    ]);
  });

  it.each(['twemoji', 'emojione', 'fxemoji'])('are left out where %s did not draw them', (missing) => {
    expect(chooseConcepts(banana.filter(({ vendor }) => vendor !== missing))).toEqual([]);
  });

  it('are left out where an artist drew two of the name', () => {
    expect(chooseConcepts([...banana, icon('banana', { vendor: 'fxemoji', name: 'banana-2', ...food })])).toEqual([]);
  });

  it('are neither symbols nor papers', () => {
    expect(chooseConcepts(banana.map((each) => ({ ...each, group: 'objects', subgroup: 'book-paper' })))).toEqual([]);
  });
});
