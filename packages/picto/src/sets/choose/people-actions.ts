import { PythonRandom } from '@shotbench/datasets';

import type { Icon } from '../../icons/icon.ts';
import { PEOPLE_SUBGROUPS } from '../../icons/novel-concepts.ts';
import { seedOf } from '../seed-of.ts';
import type { SetClass } from '../sheet-index.ts';
import { groupBy, reference } from './icons.ts';

const VENDOR = 'twemoji';

/** Those of people that are about actions and roles: fairies and vampires do and are nothing that others could be. */
const SUBGROUPS = new Set([...PEOPLE_SUBGROUPS].filter((subgroup) => subgroup !== 'person-fantasy'));

/** Two of the six skin tones: with a woman and a neutral person each, 4 validation images (CoOp's `min(num_shots, 4)`). */
const VALIDATION_TONES = 2;

/** Sprites below which a class is left out: it would have neither enough shots nor validation images. */
const FEWEST = 12;

/**
 * Actions and roles of people that Twemoji draws as a man, a woman and a neutral person in six skin tones each.
 * The test images are the men; the training and validation images the others, of different skin tones.
 */
export function choosePeopleActions(icons: readonly Icon[]): SetClass[] {
  const people = icons.filter(
    ({ vendor, subgroup, label, skinTone }) =>
      vendor === VENDOR &&
      SUBGROUPS.has(subgroup ?? '') &&
      // The same drawing in the mirror, or people of two skin tones: near copies of the others.
      !label.endsWith('facing right') &&
      !skinTone?.includes(','),
  );
  return [...groupBy(people, ({ conceptName }) => conceptName)].flatMap(([concept, members]) => {
    const men = members.filter(({ label }) => genderOf(label) === 'man');
    const others = members.filter(({ label }) => genderOf(label) !== 'man');
    if (men.length === 0 || others.length < FEWEST) return [];
    const tones = [...new Set(others.map(({ skinTone }) => skinTone))].sort();
    new PythonRandom(seedOf(`people-actions ${concept}`)).shuffle(tones);
    const held = new Set(tones.slice(0, VALIDATION_TONES));
    return [
      {
        name: className(concept),
        isNovel: members[0]!.isNovel,
        isMirrored: true,
        train: others.filter(({ skinTone }) => !held.has(skinTone)).map(reference),
        validation: others.filter(({ skinTone }) => held.has(skinTone)).map(reference),
        test: men.map(reference),
      },
    ];
  });
}

/** "playing handball", "firefighter"; but "person in tuxedo", where the concept alone is no name. */
function className(concept: string): string {
  return /^(in|with|wearing) /.test(concept) ? `person ${concept}` : concept;
}

function genderOf(label: string): 'man' | 'woman' | 'person' {
  if (/\b(man|men|merman)\b/i.test(label)) return 'man';
  return /\b(woman|women|mermaid)\b/i.test(label) ? 'woman' : 'person';
}
