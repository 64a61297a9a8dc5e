import { z } from 'zod';

/** Parameters that several views take, as they stand in an address. */

/** Any text but none, such as the name of a backbone. */
export const nameParameter = z.string('expected one name').min(1, 'expected a name');

export const numberParameter = z
  .string('expected one number')
  .regex(/^\d{1,9}$/, 'expected a whole number, such as 16')
  .transform(Number);
