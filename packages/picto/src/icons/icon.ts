import { z } from 'zod';

/** One picture of a set, and what is known about it. */
export interface Icon {
  /** The npm package's name without its scope, such as `noto`. */
  readonly vendor: string;
  /** The vendor's name of it, unique within the vendor, such as `man-running-light-skin-tone`. */
  readonly name: string;
  /** Code points of the emoji as emojibase writes them (`1F3C3-1F3FB-200D-2642-FE0F`); null for what is no emoji. */
  readonly hexcode: string | null;
  /** CLDR's name without its skin tone ("man running"); the cleaned {@link name} for what is no emoji. */
  readonly label: string;
  /** CLDR's keywords; the vendor's category, if any, for what is no emoji. */
  readonly tags: readonly string[];
  /** emojibase's keys, such as `people-body` and `person-sport`; null for what is no emoji. */
  readonly group: string | null;
  readonly subgroup: string | null;
  /** "light", "medium-dark", or two of them as in "light, dark" for two people. */
  readonly skinTone: string | null;
  /** What it shows, whoever does it: "running" for man, woman and person running. Siblings have the same. */
  readonly conceptName: string;
  /** Whether no picture of this vendor may be used in training. */
  readonly isHeldOutVendor: boolean;
  /** Whether no picture of this concept, of any vendor, may be used in training. */
  readonly isNovel: boolean;
}

export const iconSchema: z.ZodType<Icon> = z.object({
  vendor: z.string().min(1),
  name: z.string().min(1),
  hexcode: z.string().nullable(),
  label: z.string().min(1),
  tags: z.array(z.string()),
  group: z.string().nullable(),
  subgroup: z.string().nullable(),
  skinTone: z.string().nullable(),
  conceptName: z.string().min(1),
  isHeldOutVendor: z.boolean(),
  isNovel: z.boolean(),
});

/** Side of every picture in pixels, the size of the feasibility study's rasters. */
export const ICON_SIZE = 64;

/** Red, green, blue and straight alpha, a byte each. */
export const CHANNELS = 4;
