import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Code points, CLDR's label and emojibase's subgroup of an emoji. */
export type Person = readonly [hexcode: string, label: string, subgroup: string];

/** All emoji of people of emojibase-data 17.0.0 (MIT, © 2017-2019 Miles Johnson), without those of a skin tone. */
export const PEOPLE = JSON.parse(readFileSync(join(import.meta.dirname, 'people.json'), 'utf8')) as readonly Person[];
