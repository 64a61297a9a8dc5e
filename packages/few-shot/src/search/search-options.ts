import { z } from 'zod';

import { PROTOCOLS } from '../protocol.ts';
import { type Space, spaceSchema } from './space.ts';

/** More fits than this are surely a slip. */
export const MOST_TRIALS = 10_000;

const shared = {
  /**
   * Which images candidates are compared on, and so the protocol that the numbers are filed under. `test-oracle` has to be asked
   * for by name, and tables leave it out.
   */
  on: z.enum(PROTOCOLS).exclude(['fixed']).default('few-shot-val'),
  /** Instead of the method's own space. */
  space: spaceSchema.optional(),
};

const drawn = {
  /** Candidates that are drawn. */
  trials: z.int().min(1).max(MOST_TRIALS),
  /** Of the draw; that of the fits is their own, the same for all candidates. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
};

/** Says how settings are searched. */
export const searchSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('grid'),
    /** Values that a range is cut into, its ends among them. */
    points: z.int().min(2).max(MOST_TRIALS).default(5),
    ...shared,
  }),
  z.strictObject({
    kind: z.literal('list'),
    /** Values that belong together, such as few tokens with few epochs: the same settings in each, in order of preference. Their space follows from them. */
    candidates: z.array(z.record(z.string(), z.json())).min(1, 'expected one candidate or more').max(MOST_TRIALS),
    ...shared,
  }),
  z.strictObject({ kind: z.literal('random'), ...drawn, ...shared }),
  z.strictObject({
    kind: z.literal('halving'),
    ...drawn,
    /** η: each round keeps one of so many candidates, and gives it so many times as much of the resource. 3 as in Hyperband (Li et al., JMLR 2018). */
    factor: z.int().min(2).max(16).default(3),
    /** The setting that says how long a fit goes on; its own value is what the last round has. */
    resource: z.string().min(1).default('epochs'),
    ...shared,
  }),
]);

/** A search as it is written down, such as `{ kind: 'grid' }` or `{ kind: 'random', trials: 20, seed: 1 }`. */
export type SearchOptions = z.input<typeof searchSchema>;

/** A search that is complete: with its space, names in alphabetical order. */
export type Search = z.output<typeof searchSchema> & { readonly space: Space };
