import type { PictoCard, SetVendor } from './picto-set.ts';

const TEMPLATE = 'a pictogram of {}.';

const POSED =
  'Every image is a drawing in a random pose on a random background, 64 × 64 pixels, the same on every machine.';

/** The built-in datasets, sources before their shifts. */
export const CARDS: readonly PictoCard[] = [
  {
    name: 'people-actions',
    title: 'People: actions and roles',
    description:
      'What a person does or is, as Twemoji draws it. Training images show women and neutral people, test images men; ' +
      `skin tones of validation images do not occur in training. ${POSED}`,
    template: TEMPLATE,
    vendors: ['twemoji'],
  },
  {
    name: 'subgroups',
    title: 'Groups of emoji',
    description:
      "CLDR's subgroups of emoji, as Twemoji draws them. No concept is in two parts: a class is learned from some of its " +
      'members and tested on others. Classes with fewer than 16 drawings for training repeat them in other poses. ' +
      POSED,
    template: TEMPLATE,
    vendors: ['twemoji'],
  },
  shift('subgroups-emojione', 'EmojiOne', 'emojione'),
  shift('subgroups-fxemoji', 'FxEmojis', 'fxemoji'),
  shift('subgroups-sketch', 'sketches', 'fluent-emoji-high-contrast'),
  {
    name: 'concepts',
    title: 'Things, across artists',
    description:
      'Animals, plants, food and objects. Each is learned from one Twemoji in several poses and recognised as two ' +
      `other artists, of EmojiOne and FxEmojis, draw it. ${POSED}`,
    template: TEMPLATE,
    vendors: ['twemoji', 'emojione', 'fxemoji'],
  },
];

function shift(name: PictoCard['name'], artist: string, vendor: SetVendor): PictoCard {
  const style = vendor === 'fluent-emoji-high-contrast' ? 'in black lines, on light backgrounds' : 'by another artist';
  return {
    name,
    title: `Groups of emoji → ${artist}`,
    description:
      `The test concepts of "subgroups" drawn ${style}; training and validation images, classes and labels are those of ` +
      `"subgroups". Classes without such a drawing have no test images. ${POSED}`,
    template: TEMPLATE,
    shiftOf: 'subgroups',
    vendors: ['twemoji', vendor],
  };
}
