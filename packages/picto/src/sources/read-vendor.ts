import { join } from 'node:path';

import { z } from 'zod';

import { parseJson } from './parse-json.ts';

/** A drawing: what is inside `<svg>`, and its view box. */
export interface Drawing {
  readonly body: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Mirrored left to right. */
  readonly hFlip: boolean;
}

export interface VendorIcon extends Drawing {
  readonly name: string;
  /** The vendor's category, if there is one. */
  readonly category: string | null;
}

/** One of Iconify's packages. */
export interface VendorIcons {
  /** In the package's order. */
  readonly icons: readonly VendorIcon[];
  /** Code points of emoji, lower-case, by the vendor's name for them; aliases and old names too. */
  readonly codes: ReadonlyMap<string, string>;
}

/** Side of a view box where none is given (IconifyJSON's default). */
const DEFAULT_SIZE = 16;

const box = {
  left: z.number().optional(),
  top: z.number().optional(),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
};
const drawing = z.object({ ...box, body: z.string(), hidden: z.boolean().optional() });
const alias = z.object({ parent: z.string(), hFlip: z.boolean().optional() }).strict();
/** IconifyJSON (https://iconify.design/docs/types/iconify-json.html), as far as these packages use it; no other transformation is known. */
const iconsSchema = z.object({
  ...box,
  icons: z.record(z.string(), drawing),
  aliases: z.record(z.string(), alias).optional(),
});
const metadataSchema = z.object({ categories: z.record(z.string(), z.array(z.string())).optional() });
const charsSchema = z.record(z.string(), z.string());

/**
 * Reads an Iconify package from its folder. Hidden icons, which the vendor has withdrawn, are left out. An alias is an icon of its
 * own only where it mirrors its parent.
 * @throws ShotbenchError `PICTO_SOURCE` for a file that cannot be read or does not fit.
 */
export function readVendor(folder: string): VendorIcons {
  const set = parseJson(join(folder, 'icons.json'), iconsSchema);
  const chars = parseJson(join(folder, 'chars.json'), charsSchema);
  const { categories = {} } = parseJson(join(folder, 'metadata.json'), metadataSchema);
  const categoryOf = new Map(
    Object.entries(categories).flatMap(([c, names]) => names.map((name) => [name, c] as const)),
  );
  const aliases = Object.entries(set.aliases ?? {});

  /** None where the parent is hidden or absent. */
  const iconOf = (name: string, parent: string, hFlip: boolean): VendorIcon[] => {
    const own = set.icons[parent];
    if (own === undefined || own.hidden === true) return [];
    const { left = set.left ?? 0, top = set.top ?? 0, body } = own;
    const { width = set.width ?? DEFAULT_SIZE, height = set.height ?? DEFAULT_SIZE } = own;
    return [{ name, category: categoryOf.get(name) ?? null, body, left, top, width, height, hFlip }];
  };
  const icons = [
    ...Object.keys(set.icons).flatMap((name) => iconOf(name, name, false)),
    ...aliases.flatMap(([name, { parent, hFlip }]) => (hFlip === true ? iconOf(name, parent, true) : [])),
  ];
  const codes = new Map(Object.entries(chars).map(([code, name]) => [name, code]));
  for (const [name, { parent, hFlip }] of aliases) {
    const code = codes.get(parent);
    if (code !== undefined && hFlip !== true && !codes.has(name)) codes.set(name, code);
  }
  return { icons, codes };
}
