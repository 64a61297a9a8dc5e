/** Where a subject with an article goes ("a dog", "someone surfing"): what CLIP's prompts for classes look like. */
export const NOUN_TEMPLATES: readonly string[] = [
  'a pictogram of {}.',
  'a photo of {}.',
  'a picture of {}.',
  'an icon of {}.',
  'a drawing of {}.',
  'this is {}.',
];

/** Where a subject as it is goes ("dog", "man running, marathon, fast"). */
export const PLAIN_TEMPLATES: readonly string[] = [
  'a pictogram of {}.',
  'a pictogram of a {}.',
  'a photo of a {}.',
  'a photo of {}.',
  'a picture of {}.',
  'an icon of {}.',
  'an emoji of {}.',
  'a drawing of {}.',
  'an image of {}.',
  'a small picture of {}.',
  'a symbol for {}.',
  'clip art of {}.',
  'a cartoon of {}.',
  'an illustration of {}.',
  '{} icon',
  '{}.',
  '{}',
];
