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

/**
 * Concepts that three artists draw: one for training and validation, two for the test. Where an artist seems to have two
 * drawings of a concept, one of them bears a wrong name, so the concept is left out.
 */
export function chooseConcepts(icons: readonly Icon[]): SetClass[] {
  const drawn = icons.filter(
    ({ group, subgroup, skinTone }) => (GROUPS.has(group ?? '') || SUBGROUPS.has(subgroup ?? '')) && skinTone === null,
  );
  return [...groupBy(drawn, ({ conceptName }) => conceptName)].flatMap(([name, members]) => {
    const byArtist = [SOURCE, ...OTHERS].map((vendor) => members.filter((icon) => icon.vendor === vendor));
    if (byArtist.some(({ length }) => length !== 1)) return [];
    const [source, ...test] = byArtist.flat().map(reference);
    const { isNovel } = members[0]!;
    return [{ name, isNovel, isMirrored: true, train: [source!], validation: [source!], test }];
  });
}
