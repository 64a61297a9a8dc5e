import { describe, expect, it } from 'vitest';

import { conceptName } from './concept-name.ts';
import { novelConcepts, PEOPLE_SUBGROUPS } from './novel-concepts.ts';
import { PEOPLE } from './test/people.ts';

const members = PEOPLE.map(([, label, subgroup]) => ({ conceptName: conceptName(label), subgroup }));

describe('novelConcepts', () => {
  it('holds out a fifth of the actions and roles and three tenths of the rest, in every subgroup', () => {
    const novel = novelConcepts(members);
    for (const subgroup of new Set(members.map((member) => member.subgroup))) {
      const names = new Set(
        members.filter((member) => member.subgroup === subgroup).map((member) => member.conceptName),
      );
      const held = [...names].filter((name) => novel.has(name)).length;
      const share = PEOPLE_SUBGROUPS.has(subgroup) ? 0.2 : 0.3;
      // "family" is in two subgroups and counts for one.
      expect(Math.abs(held - share * names.size)).toBeLessThanOrEqual(1);
    }
  });

  it('does not depend on the order of the members, nor on other subgroups', () => {
    const sports = members.filter(({ subgroup }) => subgroup === 'person-sport');
    const all = novelConcepts(members);
    const held = sports.map((member) => member.conceptName).filter((name) => all.has(name));
    expect(novelConcepts([...sports].reverse())).toEqual(new Set(held));
    expect(held.length).toBeGreaterThan(0);
  });
});
