import type { Emoji } from './read-emoji.ts';

/** Finds the emoji that an icon of any vendor shows. */
export interface EmojiFinder {
  /** By code points, with or without the variation selector FE0F, in any case. */
  byCode(code: string): Emoji | undefined;
  /** By a name in any vendor's spelling. */
  byName(name: string): Emoji | undefined;
}

/**
 * Names are compared as lists of words ("man-running_Medium Skin Tone"), and where that finds nothing run together
 * ("earofmaize"), and then without a number at the end that tells drawings apart ("ghost-2").
 *
 * @param codes What some vendors say about their names: code points by name. CLDR's labels come before them, shortcodes and
 *   Unicode's names after.
 */
export function emojiFinder(
  emoji: readonly Emoji[],
  codes: Iterable<readonly [name: string, code: string]>,
): EmojiFinder {
  const byCode = new Map(emoji.map((one) => [codeKey(one.hexcode), one]));
  const byWords = new Map<string, Emoji>();
  const byLetters = new Map<string, Emoji>();
  const add = (name: string, one: Emoji): void => {
    const words = wordsOf(name);
    for (const [map, key] of [
      [byWords, words.join(' ')],
      [byLetters, words.join('')],
    ] as const) {
      if (key !== '' && !map.has(key)) map.set(key, one);
    }
  };
  for (const one of emoji) for (const name of labelNames(one)) add(name, one);
  for (const [name, code] of codes) {
    const one = byCode.get(codeKey(code));
    if (one !== undefined) add(name, one);
  }
  // The first name of every emoji, then the second: the list is ordered by how systematic the names are.
  const most = Math.max(0, ...emoji.map(({ otherNames }) => otherNames.length));
  for (let i = 0; i < most; i++) {
    for (const one of emoji) if (one.otherNames[i] !== undefined) add(one.otherNames[i]!, one);
  }

  const find = (name: string): Emoji | undefined => {
    const words = wordsOf(name);
    return byWords.get(words.join(' ')) ?? byLetters.get(words.join(''));
  };
  return {
    byCode: (code) => byCode.get(codeKey(code)),
    byName: (name) => find(name) ?? find(name.replace(/-\d+$/, '')),
  };
}

/** CLDR's label, and for a skin tone its short forms: "man running medium dark" and "man running tone4". */
function labelNames({ label, fullLabel, skinTone }: Emoji): string[] {
  if (skinTone === null) return [fullLabel];
  return [fullLabel, `${label} ${skinTone} skin tone`, `${label} ${skinTone}`];
}

function codeKey(code: string): string {
  return code
    .toLowerCase()
    .split('-')
    .filter((point) => point !== 'fe0f')
    .join('-');
}

/** Lower-case words without accents and apostrophes. */
function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replaceAll(/[\u0300-\u036f'’]/g, '');
  return plain.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
