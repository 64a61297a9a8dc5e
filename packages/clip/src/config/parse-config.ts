import { describeIssues } from '@shotbench/errors';
import type { z } from 'zod';

import { configError } from './config-error.ts';

/** More of a value than this is no help in a message. */
const LONGEST_VALUE = 60;

/**
 * Checks a configuration against a schema.
 * @throws ShotbenchError `CLIP_CONFIG` naming the file, the member, its value and what was expected.
 */
export function parseConfig<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path ?? [];
  const seen = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
  const text = (JSON.stringify(seen) ?? 'nothing').slice(0, LONGEST_VALUE);
  throw configError(file, `${describeIssues(parsed.error)}, but it is ${text}`, 'the configuration of a CLIP model');
}
