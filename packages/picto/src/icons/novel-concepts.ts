import { sha256 } from '@shotbench/content-hash';

/** Subgroups of people's actions and roles. */
export const PEOPLE_SUBGROUPS: ReadonlySet<string> = new Set([
  'person-role',
  'person-activity',
  'person-sport',
  'person-gesture',
  'person-fantasy',
]);

/** Which part of a subgroup's concepts is held out: of people's actions and roles, of which there are few, and of the rest. */
const PEOPLE_SHARE = 0.2;
const SHARE = 0.3;

export interface ConceptMember {
  readonly conceptName: string;
  readonly subgroup: string;
}

/**
 * The concepts that no training picture shows: in each subgroup those whose names have the lowest hashes, so that every
 * subgroup has its part. A concept is held out as a whole, and counts for the subgroup of its first member.
 *
 * Related concepts may be on different sides, such as "dog" and "dog face": what is known of the one is what a novel class
 * can be recognised by.
 */
export function novelConcepts(members: Iterable<ConceptMember>): ReadonlySet<string> {
  const subgroupOf = new Map<string, string>();
  for (const { conceptName, subgroup } of members) {
    if (!subgroupOf.has(conceptName)) subgroupOf.set(conceptName, subgroup);
  }
  const novel = new Set<string>();
  for (const subgroup of new Set(subgroupOf.values())) {
    const names = [...subgroupOf].filter(([, of]) => of === subgroup).map(([name]) => ({ name, rank: hashOf(name) }));
    names.sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const share = PEOPLE_SUBGROUPS.has(subgroup) ? PEOPLE_SHARE : SHARE;
    for (const { name } of names.slice(0, Math.round(share * names.length))) novel.add(name);
  }
  return novel;
}

function hashOf(name: string): string {
  return sha256(`picto novel concept: ${name}`);
}
