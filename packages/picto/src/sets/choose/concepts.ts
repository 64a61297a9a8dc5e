import type { Icon } from '../../icons/icon.ts';
import type { SetClass } from '../sheet-index.ts';
import { groupBy, reference } from './icons.ts';

const SOURCE = 'twemoji';
const OTHERS = ['emojione', 'fxemoji'];

const GROUPS = new Set(['animals-nature', 'food-drink']);

/** Objects that can be told from each other: not the sheets of paper, boxes and buttons of the other subgroups. */
const SUBGROUPS = new Set([
  'clothing',
  'household',
  'light-video',
  'medical',
  'musical-instrument',
  'phone',
  'science',
  'tool',
]);

/** Concepts that three artists draw: one for training and validation, two for the test. */
export function chooseConcepts(icons: readonly Icon[]): SetClass[] {
  const drawn = icons.filter(
    ({ group, subgroup, skinTone }) => (GROUPS.has(group ?? '') || SUBGROUPS.has(subgroup ?? '')) && skinTone === null,
  );
  return [...groupBy(drawn, ({ conceptName }) => conceptName)].flatMap(([name, members]) => {
    const source = members.filter(({ vendor }) => vendor === SOURCE).map(reference);
    const test = OTHERS.map((vendor) => members.filter((icon) => icon.vendor === vendor).map(reference));
    if (source.length === 0 || test.some((drawings) => drawings.length === 0)) return [];
    const { isNovel } = members[0]!;
    return [{ name, isNovel, isMirrored: true, train: source, validation: source, test: test.flat() }];
  });
}
