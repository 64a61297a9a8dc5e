import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { PICTO_SETS, SET_VENDORS } from './picto-set.ts';

/** The folder of the sheets in this package. */
export const SHEETS = fileURLToPath(new URL('../../sheets/', import.meta.url));

const references = z.array(z.string());
const indexSchema = z.object({
  /** Side of a sprite in pixels. */
  spriteSize: z.int().positive(),
  /** Sheets: sprites row by row, so many to a row, in the order of their names; the hash is of the file. */
  vendors: z.record(
    z.enum(SET_VENDORS),
    z.object({ columns: z.int().positive(), sha256: z.string(), sprites: z.array(z.string()) }),
  ),
  /** C classes for each dataset, with the sprites of each part as `vendor/name`. */
  sets: z.record(
    z.enum(PICTO_SETS),
    z.array(
      z.object({
        name: z.string(),
        isNovel: z.boolean().optional(),
        /** Whether its images may be mirrored. */
        isMirrored: z.boolean(),
        train: references,
        validation: references,
        test: references,
      }),
    ),
  ),
});

/** Which sprites the sheets hold, and which datasets show them. Written by `bin/sets.ts`. */
export type SheetIndex = z.infer<typeof indexSchema>;
export type SetClass = SheetIndex['sets']['concepts'][number];

let read: SheetIndex | undefined;

/** The index of this package's sheets; read once. */
export function sheetIndex(): SheetIndex {
  return (read ??= indexSchema.parse(JSON.parse(readFileSync(`${SHEETS}index.json`, 'utf8'))));
}
