/** Names of siblings that share no wording, and phrases that would be no name without their "person". */
const CONCEPTS: Readonly<Record<string, string>> = {
  man: 'person',
  woman: 'person',
  boy: 'child',
  girl: 'child',
  'old man': 'older person',
  'old woman': 'older person',
  'deaf man': 'deaf person',
  'deaf woman': 'deaf person',
  'pregnant man': 'pregnant person',
  'pregnant woman': 'pregnant person',
  'breast-feeding': 'feeding baby',
  mermaid: 'merperson',
  merman: 'merperson',
  'mrs. claus': 'santa claus',
  'mx claus': 'santa claus',
  // Unicode 14 added the third as the neutral form of the other two.
  prince: 'prince or princess',
  princess: 'prince or princess',
  'person with crown': 'prince or princess',
  'woman and man holding hands': 'holding hands',
};

/** Before a colon, what all of these show; after it, who they are. */
const ABOUT_MEMBERS = /^(kiss|couple with heart|family): .*$/;
const DIRECTION = /[:,]? facing right$/;
const GENDER = /^(?:man|woman|person|men|women|people)(?::? )(.+)$/;

/**
 * What an emoji shows, whoever does it and whichever way: "running" for "man running", "woman running: facing right" and
 * "person running". Pictures of siblings are drawn alike, so a hold-out by anything finer would leak.
 *
 * @param label CLDR's name without its skin tone, in any case.
 * @returns Lower-case, and its own concept name.
 */
export function conceptName(label: string): string {
  const plain = label.toLowerCase().replace(DIRECTION, '').replace(ABOUT_MEMBERS, '$1');
  return CONCEPTS[plain] ?? GENDER.exec(plain)?.[1] ?? plain;
}
