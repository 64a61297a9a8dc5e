import { PythonRandom } from '@shotbench/datasets';

import type { Icon } from '../../icons/icon.ts';
import type { SetVendor } from '../picto-set.ts';
import { seedOf } from '../seed-of.ts';
import type { SetClass } from '../sheet-index.ts';
import { SUBGROUP_NAMES } from '../subgroup-names.ts';
import { groupBy, reference } from './icons.ts';

const VENDOR = 'twemoji';

/** Sprites below which a subgroup is left out, as in the feasibility study. */
const FEWEST = 8;

/** Parts of a subgroup's sprites, about the study's 38 % and 12 %; the rest is for training. */
const TEST_SHARE = 0.375;
const VALIDATION_SHARE = 0.125;

/** Flags are told apart by nation, not by what they show. */
const LEFT_OUT = new Set(['country-flag', 'subdivision-flag']);

/** Their pictures hold letters, or mean something else in a mirror. */
const NOT_MIRRORED = new Set([
  'alphanum',
  'arrow',
  'av-symbol',
  'currency',
  'keycap',
  'math',
  'music',
  'other-symbol',
  'punctuation',
  'time',
  'transport-sign',
  'warning',
  'zodiac',
]);

/**
 * The subgroups into which CLDR sorts emoji, each of at least eight Twemoji without a skin tone. All pictures of a concept
 * ("man running", "woman running") are in the same part.
 */
export function chooseSubgroups(icons: readonly Icon[]): SetClass[] {
  return [...groupBy(baseIcons(icons, VENDOR), ({ subgroup }) => subgroup!)].flatMap(([subgroup, members]) => {
    if (members.length < FEWEST) return [];
    const concepts = [...groupBy(members, ({ conceptName }) => conceptName).values()];
    new PythonRandom(seedOf(`subgroups ${subgroup}`)).shuffle(concepts);
    const validation = take(concepts, Math.round(VALIDATION_SHARE * members.length));
    const test = take(concepts, Math.round(TEST_SHARE * members.length));
    return [
      {
        name: nameOf(subgroup),
        isMirrored: !NOT_MIRRORED.has(subgroup),
        train: concepts.flat().map(reference),
        validation: validation.map(reference),
        test: test.map(reference),
      },
    ];
  });
}

/** The same classes as other artists draw their test concepts; a class may have none. */
export function shiftSubgroups(icons: readonly Icon[], classes: readonly SetClass[], vendor: SetVendor): SetClass[] {
  const byReference = new Map(icons.map((icon) => [reference(icon), icon]));
  const drawings = groupBy(baseIcons(icons, vendor), conceptKey);
  return classes.map((each) => {
    const concepts = new Set(each.test.map((sprite) => conceptKey(byReference.get(sprite)!)));
    const test = [...concepts].flatMap((concept) => drawings.get(concept) ?? []).map(reference);
    return { name: each.name, isMirrored: each.isMirrored, train: [], validation: [], test };
  });
}

/** Concepts of the same name in two subgroups are not the same. */
function conceptKey({ subgroup, conceptName }: Icon): string {
  return `${subgroup}/${conceptName}`;
}

function baseIcons(icons: readonly Icon[], vendor: SetVendor): Icon[] {
  return icons.filter(
    (icon) =>
      icon.vendor === vendor && icon.subgroup !== null && !LEFT_OUT.has(icon.subgroup) && icon.skinTone === null,
  );
}

/** Takes concepts off the list that fit into so many sprites; the smallest one if none fits. */
function take(concepts: Icon[][], sprites: number): Icon[] {
  const taken: Icon[] = [];
  for (const concept of [...concepts]) {
    if (taken.length + concept.length > sprites) continue;
    taken.push(...concept);
    concepts.splice(concepts.indexOf(concept), 1);
  }
  if (taken.length > 0) return taken;
  const [smallest] = [...concepts].sort((a, b) => a.length - b.length);
  return concepts.splice(concepts.indexOf(smallest!), 1).flat();
}

function nameOf(subgroup: string): string {
  const name = SUBGROUP_NAMES.get(subgroup);
  if (name === undefined) throw new Error(`subgroup ${subgroup} has no name for people`);
  return name;
}
