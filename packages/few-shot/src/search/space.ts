import { z } from 'zod';

import type { Detail } from '../method.ts';

/** The numbers between two ends, which belong to it, spread evenly on its scale. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** `log` spreads the logarithms evenly, for settings whose order of magnitude is unknown. */
  readonly scale: 'linear' | 'log';
}

/** What a setting is searched over: values in order of preference, or a range. */
export type Choices = readonly Detail[] | Range;

/** Settings of a method that are searched, by name. */
export interface Space {
  readonly [setting: string]: Choices;
}

export function isRange(choices: Choices): choices is Range {
  return !Array.isArray(choices);
}

const values = z.array(z.json()).min(1, 'expected one value or more');

const range = z
  .strictObject({ low: z.number(), high: z.number(), scale: z.enum(['linear', 'log']) })
  .refine(({ low, high }) => low < high, 'low has to be below high')
  .refine(({ low, scale }) => scale === 'linear' || low > 0, 'a logarithmic range has to begin above 0');

/** A list or a range, with the complaints of the one that it looks like. */
const choices = z.unknown().transform((given, context): Choices => {
  const parsed = Array.isArray(given) ? values.safeParse(given) : range.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues) {
    context.addIssue({ code: 'custom', message, path: [...path], input: given });
  }
  return z.NEVER;
});

export const spaceSchema: z.ZodType<Space, Space> = z.record(z.string(), choices) as never;

/** The values that each setting has in some candidate, in their order, each once. */
export function spaceOf(candidates: readonly { readonly [setting: string]: Detail }[]): Space {
  const names = Object.keys(candidates[0] ?? {});
  const distinct = (values: readonly Detail[]): Detail[] =>
    values.filter((value, i) => values.findIndex((other) => JSON.stringify(other) === JSON.stringify(value)) === i);
  return Object.fromEntries(names.map((name) => [name, distinct(candidates.map((candidate) => candidate[name]!))]));
}

/**
 * The number at a fraction 0 … 1 of the way from low to high on the range's scale. Rounded to six digits, because the last
 * bits of logarithms and exponentials differ between machines.
 */
export function pointOf({ low, high, scale }: Range, fraction: number): number {
  if (fraction <= 0) return low;
  if (fraction >= 1) return high;
  const point =
    scale === 'log'
      ? Math.exp(Math.log(low) + fraction * (Math.log(high) - Math.log(low)))
      : low + fraction * (high - low);
  return Math.min(high, Math.max(low, Number(point.toPrecision(6))));
}
