import type { PythonRandom } from '@shotbench/datasets';

import type { Icon } from '../icons/icon.ts';
import { PEOPLE_SUBGROUPS } from '../icons/novel-concepts.ts';
import { groupName, subgroupName } from './group-names.ts';

/** What a caption is about, and whether it has an article or needs none. */
export interface Subject {
  readonly words: string;
  readonly hasArticle: boolean;
}

type Kind = 'label' | 'concept' | 'few tags' | 'many tags' | 'tags only' | 'with subgroup' | 'subgroup' | 'group';

/** How often each kind is drawn. A subgroup or group is in 16 of 100 captions of emoji, so that its name is learnt. */
const EMOJI: readonly (readonly [Kind, number])[] = [
  ['label', 32],
  ['few tags', 24],
  ['many tags', 14],
  ['tags only', 14],
  ['with subgroup', 6],
  ['subgroup', 7],
  ['group', 3],
];
/** People are often called by what they do or are alone. */
const PEOPLE: readonly (readonly [Kind, number])[] = [
  ['label', 14],
  ['concept', 30],
  ['few tags', 18],
  ['many tags', 10],
  ['tags only', 12],
  ['with subgroup', 6],
  ['subgroup', 7],
  ['group', 3],
];
/** Of what is no emoji there is little to say. */
const OTHERS: readonly (readonly [Kind, number])[] = [
  ['label', 80],
  ['few tags', 20],
];

const MOST_TAGS = 8;
/** A skin tone is mentioned this often where there is one. */
const TONE_SHARE = 0.15;
/** A label gets an article this often. */
const ARTICLE_SHARE = 0.5;
/** Characters of label and tags together, which come to about 25 tokens and seldom to more than 30. */
const MOST_CHARACTERS = 72;

/** Draws what to say about an icon. */
export function drawSubject(icon: Icon, random: PythonRandom): Subject {
  const kind = drawKind(icon, random);
  switch (kind) {
    case 'label':
      return withArticleOrNot(withTone(icon, random), random);
    case 'concept':
      return random.below(3) === 0 ? plain(icon.conceptName) : withArticle(conceptPhrase(icon.conceptName));
    case 'few tags':
      return plain(listed([icon.label, ...drawTags(icon, 1 + random.below(3), random)]));
    case 'many tags':
      return plain(listed([withTone(icon, random), ...drawTags(icon, MOST_TAGS, random)]));
    case 'tags only':
      return plain(listed(drawTags(icon, 1 + random.below(4), random), icon.label));
    case 'with subgroup':
      return plain(listed([icon.label, subgroupWords(icon, random), ...maybe(groupName(icon.group!), random)]));
    case 'subgroup':
      return plain(subgroupWords(icon, random));
    case 'group':
      return withArticleOrNot(groupName(icon.group!), random);
  }
}

/**
 * A concept of people's actions and roles with an article: "a firefighter", "someone surfing", "someone in tuxedo".
 */
export function conceptPhrase(conceptName: string): string {
  const isAction = /^(?:with|in|and) |ing\b/.test(conceptName);
  return isAction ? `someone ${conceptName}` : article(conceptName);
}

function drawKind({ subgroup }: Icon, random: PythonRandom): Kind {
  const kinds = subgroup === null ? OTHERS : PEOPLE_SUBGROUPS.has(subgroup) ? PEOPLE : EMOJI;
  let left = random.below(kinds.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [kind, weight] of kinds) {
    if (left < weight) return kind;
    left -= weight;
  }
  throw new Error('weights do not add up');
}

function drawTags({ tags }: Icon, most: number, random: PythonRandom): string[] {
  return random.sample(tags.length, Math.min(most, tags.length)).map((i) => tags[i]!);
}

function withTone({ label, skinTone }: Icon, random: PythonRandom): string {
  if (skinTone === null || random.random() >= TONE_SHARE) return label;
  return `${label}, ${skinTone} skin tone`;
}

/** Mostly the name that people use, at times the key, whose words tell its family ("animal mammal"). */
function subgroupWords({ subgroup }: Icon, random: PythonRandom): string {
  return random.below(3) === 0 ? subgroup!.replaceAll('-', ' ') : subgroupName(subgroup!);
}

function maybe(words: string, random: PythonRandom): string[] {
  return random.below(2) === 0 ? [words] : [];
}

/** As many of these as there is room for, the first in any case. */
function listed(words: readonly string[], otherwise?: string): string {
  let text = words[0] ?? otherwise!;
  for (const word of words.slice(1)) if (text.length + word.length + 2 <= MOST_CHARACTERS) text += `, ${word}`;
  return text;
}

function withArticleOrNot(words: string, random: PythonRandom): Subject {
  return random.random() < ARTICLE_SHARE ? withArticle(article(words)) : plain(words);
}

function article(words: string): string {
  return /^[aeiou]/i.test(words) ? `an ${words}` : `a ${words}`;
}

function withArticle(words: string): Subject {
  return { words, hasArticle: true };
}

function plain(words: string): Subject {
  return { words, hasArticle: false };
}
