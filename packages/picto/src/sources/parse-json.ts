import { readFileSync } from 'node:fs';

import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import type { z } from 'zod';

/**
 * A JSON file of a source, checked.
 * @throws ShotbenchError `PICTO_SOURCE`
 */
export function parseJson<T>(file: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw problem(file, `cannot be read (${oneLine(error)})`, error);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw problem(file, `does not fit: ${describeIssues(parsed.error)}`);
  return parsed.data;
}

function problem(file: string, what: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError(
    'PICTO_SOURCE',
    `${file} ${what}; expected the version that sources/package.json pins; remove sources/node_modules and run npm run picto:data`,
    { cause },
  );
}
