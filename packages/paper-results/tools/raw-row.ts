import { z } from 'zod';

/** A number as the collected raw material has it: one object for each, every member spelled out. */
export const rawRow = z.object({
  paper: z.string(),
  table: z.string(),
  method: z.string(),
  backbone: z.string(),
  dataset: z.string().nullable(),
  shots: z.number().nullable(),
  metric: z.string(),
  value: z.number(),
  source: z.string(),
  protocol: z.string().optional(),
  note: z.string().nullish(),
  err: z.number().optional(),
  error_bar: z.number().optional(),
});

export type RawRow = z.output<typeof rawRow>;

/** Whether a number was seen in a named source, rather than remembered, or computed from others that were. */
export function isRead({ source }: Pick<RawRow, 'source'>): boolean {
  return /^(read: |digitised here from)/.test(source) && !/secondary/.test(source);
}
