import { z } from 'zod';

const querySchema = z.strictObject({
  backbone: z.string('expected one name').min(1, 'expected a name').optional(),
  shots: z
    .string('expected one number')
    .regex(/^\d{1,9}$/, 'expected a whole number, such as 16')
    .transform(Number)
    .optional(),
});

/** Which part of the results is asked for; what is left out is not narrowed. */
export type ResultsQuery = z.infer<typeof querySchema>;

/** The query of a request, or one line that says what is wrong with it. */
export function parseQuery(query: unknown): ResultsQuery | { readonly problem: string } {
  const parsed = querySchema.safeParse(query);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const names = Object.keys(querySchema.shape).join(', ');
    return { problem: `${JSON.stringify(issue.keys[0])} is not a parameter; expected ${names}` };
  }
  const name = String(issue?.path[0]);
  const value = JSON.stringify((query as Record<string, unknown>)[name]);
  return { problem: `${name} is ${value}; ${issue?.message}` };
}
