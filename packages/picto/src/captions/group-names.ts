import { SUBGROUP_NAMES } from '../sets/subgroup-names.ts';

const GROUP_NAMES: Readonly<Record<string, string>> = {
  'smileys-emotion': 'smiley or emotion',
  'people-body': 'person or body part',
  'animals-nature': 'animal or plant',
  'food-drink': 'food or drink',
  'travel-places': 'place or vehicle',
  activities: 'activity',
  objects: 'object',
  symbols: 'symbol',
};

/** A name for what an emoji of emojibase's group is: "animal or plant" for `animals-nature`. */
export function groupName(group: string): string {
  return GROUP_NAMES[group] ?? group.replaceAll('-', ' ');
}

/** The name of a subgroup, "mammals" for `animal-mammal`: what the dataset of subgroups calls its class. */
export function subgroupName(subgroup: string): string {
  return SUBGROUP_NAMES.get(subgroup) ?? subgroup.replaceAll('-', ' ');
}
