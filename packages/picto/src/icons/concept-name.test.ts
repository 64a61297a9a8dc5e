import { describe, expect, it } from 'vitest';

import { conceptName } from './concept-name.ts';
import { PEOPLE } from './test/people.ts';

const MAN = '1F468';
const WOMAN = '1F469';
const PERSON = '1F9D1';

/** Code points with man and woman as persons, without the signs of gender, direction and variation: CLDR's own idea of siblings. */
function neutralCode(hexcode: string): string {
  return hexcode
    .split('-')
    .map((point) => (point === MAN || point === WOMAN ? PERSON : point))
    .join('-')
    .replaceAll(/-200D-(?:2640|2642|27A1)|-FE0F/g, '');
}

describe('conceptName', () => {
  it.each([
    ['man running', 'running'],
    ['woman running: facing right', 'running'],
    ['person running', 'running'],
    ['men wrestling', 'wrestling'],
    ['woman firefighter', 'firefighter'],
    ['person: red hair', 'red hair'],
    ['merman', 'merperson'],
    ['princess', 'prince or princess'],
    ['person with crown', 'prince or princess'],
    ['kiss: woman, man', 'kiss'],
    ['family: man, woman, girl, boy', 'family'],
    ['woman and man holding hands', 'holding hands'],
    ['old woman', 'older person'],
    ['Mx Claus', 'santa claus'],
    ["woman's hat", "woman's hat"],
    ['kiss mark', 'kiss mark'],
    ['mango', 'mango'],
    ['manual wheelchair', 'manual wheelchair'],
    ['Japanese dolls', 'japanese dolls'],
  ])('of "%s" is "%s"', (label, concept) => {
    expect(conceptName(label)).toBe(concept);
  });

  it('is the same for all people whose code points differ by gender and direction only', () => {
    const concepts = new Map<string, Set<string>>();
    for (const [hexcode, label] of PEOPLE) {
      const code = neutralCode(hexcode);
      concepts.set(code, (concepts.get(code) ?? new Set()).add(conceptName(label)));
    }
    const siblings = [...concepts.values()].filter((names) => names.size > 1);
    expect(siblings.map((names) => [...names])).toEqual([]);
    expect(concepts.size).toBeLessThan(PEOPLE.length / 1.5);
  });

  it('names no gender in what people do or are', () => {
    const named = PEOPLE.map(([, label]) => conceptName(label)).filter((name) =>
      /\b(wo)?m[ae]n\b|\bboy|\bgirl/.test(name),
    );
    expect(named).toEqual([]);
  });

  it('is its own concept name', () => {
    for (const [, label] of PEOPLE) expect(conceptName(conceptName(label))).toBe(conceptName(label));
  });
});
