import { PROTOCOLS, type Series } from '@shotbench/tracker';
import { z } from 'zod';

const EXPECTED = 'expected a JSON list of pairs of a method and its protocol, such as [["taskres","fixed"]]';
const seriesSchema = z.array(z.tuple([z.string(), z.enum(PROTOCOLS)]));

/** Methods with their protocols, as an address has them. */
export const seriesParameter = z.string(EXPECTED).transform((text, context): Series[] => {
  const parsed = seriesSchema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data.map(([method, protocol]) => ({ method, protocol }));
  context.addIssue({ code: 'custom', message: EXPECTED, input: text });
  return z.NEVER;
});

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
