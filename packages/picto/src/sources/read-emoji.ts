import { join } from 'node:path';

import { z } from 'zod';

import { parseJson } from './parse-json.ts';

/** An emoji as CLDR names and sorts it; every skin tone is one of its own. */
export interface Emoji {
  readonly hexcode: string;
  /** Without the skin tone; with straight apostrophes and no quotation marks. */
  readonly label: string;
  /** CLDR's own, such as "man: dark skin tone, red hair". */
  readonly fullLabel: string;
  readonly tags: readonly string[];
  readonly group: string;
  readonly subgroup: string;
  readonly skinTone: string | null;
  /** Names that others give it: emoji shortcodes, and Unicode's name if it is a single code point. */
  readonly otherNames: readonly string[];
}

const TONES = ['', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'];
/** Most systematic first: where two emoji have the same shortcode, the first file decides. */
const SHORTCODES = ['cldr', 'emojibase', 'github', 'iamcal', 'joypixels'];
/** Flags are no pictures of what they are called, and components no pictures of their own. */
const LEFT_OUT: ReadonlySet<string> = new Set(['flags', 'component']);

const skin = z.object({
  label: z.string(),
  hexcode: z.string(),
  tone: z.union([z.number(), z.array(z.number())]),
});
const dataSchema = z.array(
  z.object({
    label: z.string(),
    hexcode: z.string(),
    tags: z.array(z.string()).optional(),
    group: z.number().optional(),
    subgroup: z.number().optional(),
    skins: z.array(skin).optional(),
  }),
);
const groupsSchema = z.object({
  groups: z.record(z.string(), z.string()),
  subgroups: z.record(z.string(), z.string()),
});
const shortcodesSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const namesSchema = z.record(z.string(), z.string());

/**
 * Reads emojibase-data from its folder: all emoji but flags and components, in CLDR's order.
 * @throws ShotbenchError `PICTO_SOURCE` for a file that cannot be read or does not fit.
 */
export function readEmoji(folder: string): readonly Emoji[] {
  const data = parseJson(join(folder, 'en/data.json'), dataSchema);
  const { groups, subgroups } = parseJson(join(folder, 'meta/groups.json'), groupsSchema);
  const shortcodes = SHORTCODES.map((name) => parseJson(join(folder, `en/shortcodes/${name}.json`), shortcodesSchema));
  const unicode = parseJson(join(folder, 'meta/unicode-names.json'), namesSchema);
  const otherNames = (hexcode: string): string[] => [
    ...shortcodes.flatMap((codes) => codes[hexcode] ?? []),
    ...(unicode[hexcode] === undefined ? [] : [unicode[hexcode]]),
  ];

  return data.flatMap(({ label, hexcode, tags = [], group, subgroup, skins = [] }): Emoji[] => {
    const groupName = groups[group ?? -1];
    const subgroupName = subgroups[subgroup ?? -1];
    if (groupName === undefined || subgroupName === undefined || LEFT_OUT.has(groupName)) return [];
    const shared = {
      label: plainText(label),
      tags: tags.map(plainText).filter((tag) => tag !== plainText(label)),
      group: groupName,
      subgroup: subgroupName,
    };
    return [
      { ...shared, hexcode, fullLabel: label, skinTone: null, otherNames: otherNames(hexcode) },
      ...skins.map(({ label: fullLabel, hexcode: code, tone }) => ({
        ...shared,
        hexcode: code,
        fullLabel,
        skinTone: [tone]
          .flat()
          .map((t) => TONES[t]!)
          .join(', '),
        otherNames: otherNames(code),
      })),
    ];
  });
}

function plainText(text: string): string {
  return text.replaceAll('’', "'").replaceAll(/[“”]/g, '');
}
