import { join } from 'node:path';

import type { Sources } from './collect-icons.ts';
import { emojiFinder } from './emoji-finder.ts';
import { readEmoji } from './read-emoji.ts';
import { readVendor } from './read-vendor.ts';
import { VENDORS } from './vendors.ts';

/** Reads all sources from the folder that holds their packages. */
export function openSources(modules: string): Sources {
  const emoji = readEmoji(join(modules, 'emojibase-data'));
  const vendors = VENDORS.map((vendor) => [vendor, readVendor(join(modules, '@iconify-json', vendor.name))] as const);
  const codes = vendors.flatMap(([, { codes }]) => [...codes]);
  return { emoji, finder: emojiFinder(emoji, codes), vendors };
}
