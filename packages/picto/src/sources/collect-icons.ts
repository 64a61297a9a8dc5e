import { conceptName } from '../icons/concept-name.ts';
import type { Icon } from '../icons/icon.ts';
import { novelConcepts } from '../icons/novel-concepts.ts';
import { isBrand } from './brands.ts';
import { cleanName } from './clean-name.ts';
import type { EmojiFinder } from './emoji-finder.ts';
import { namesAny } from './names-any.ts';
import type { Emoji } from './read-emoji.ts';
import type { Drawing, VendorIcon, VendorIcons } from './read-vendor.ts';
import type { Vendor } from './vendors.ts';

/** An icon that is still to be drawn. */
export interface Sketch {
  readonly icon: Icon;
  readonly drawing: Drawing;
}

/** How many of a vendor's icons there are and what became of them. */
export interface VendorCount {
  readonly vendor: string;
  readonly icons: number;
  readonly kept: number;
  /** Names of emoji that were not recognised, or are flags or parts of emoji. */
  readonly unknown: readonly string[];
  readonly brands: readonly string[];
}

export interface Collection {
  readonly sketches: readonly Sketch[];
  readonly counts: readonly VendorCount[];
}

export interface Sources {
  readonly emoji: readonly Emoji[];
  readonly finder: EmojiFinder;
  readonly vendors: readonly (readonly [Vendor, VendorIcons])[];
}

/** The icons of all vendors with what is known about each, in the vendors' order, and which of them are novel. */
export function collectIcons({ emoji, finder, vendors }: Sources): Collection {
  const novel = novelConcepts(emoji.map(({ label, subgroup }) => ({ conceptName: conceptName(label), subgroup })));
  const namesNovel = namesAny(novel);
  const sketches: Sketch[] = [];
  const counts: VendorCount[] = [];
  for (const [vendor, { icons, codes }] of vendors) {
    const known = sketches.length;
    const [unknown, brands]: [string[], string[]] = [[], []];
    for (const drawing of icons) {
      const isHeldOutVendor = vendor.role === 'held-out';
      const shared = { vendor: vendor.name, name: drawing.name, isHeldOutVendor };
      if (vendor.isEmoji) {
        const code = codes.get(drawing.name);
        const one = code === undefined ? finder.byName(drawing.name) : finder.byCode(code);
        if (one === undefined) unknown.push(drawing.name);
        else sketches.push({ drawing, icon: { ...shared, ...aboutEmoji(one, novel) } });
      } else if (isMark(vendor, drawing)) brands.push(drawing.name);
      else sketches.push({ drawing, icon: { ...shared, ...aboutIcon(drawing, namesNovel) } });
    }
    counts.push({ vendor: vendor.name, icons: icons.length, kept: sketches.length - known, unknown, brands });
  }
  return { sketches, counts };
}

type About = Omit<Icon, 'vendor' | 'name' | 'isHeldOutVendor'>;

function aboutEmoji({ hexcode, label, tags, group, subgroup, skinTone }: Emoji, novel: ReadonlySet<string>): About {
  const concept = conceptName(label);
  return { hexcode, label, tags, group, subgroup, skinTone, conceptName: concept, isNovel: novel.has(concept) };
}

function aboutIcon({ name, category }: VendorIcon, namesNovel: (name: string) => boolean): About {
  const label = cleanName(name);
  const tags = category === null ? [] : [categoryWords(category)].filter((tag) => tag !== label);
  const none = { hexcode: null, group: null, subgroup: null, skinTone: null };
  return { ...none, label, tags, conceptName: label, isNovel: namesNovel(label) };
}

function isMark({ brandCategories = [] }: Vendor, { name, category }: VendorIcon): boolean {
  return isBrand(name) || (category !== null && brandCategories.includes(category));
}

/** "FilesFolders" is "files folders". */
function categoryWords(category: string): string {
  return category.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
