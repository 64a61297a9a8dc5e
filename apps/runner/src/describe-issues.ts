import { z } from 'zod';

/** What is wrong with a value, in one line. */
export function describeIssues(error: z.ZodError): string {
  return z
    .prettifyError(error)
    .replaceAll(/\s*\n\s*(→ )?/g, ' ')
    .replaceAll('✖ ', '');
}
