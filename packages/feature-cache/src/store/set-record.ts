import { hashJson } from '@shotbench/content-hash';
import { z } from 'zod';

import type { FeatureSetInfo } from '../feature-set.ts';

const entryId = z.string().regex(/^[0-9a-f]{64}$/);

/** Everything about a set that can change a number; its hash is the set's. Arrays are named by entry id. */
const contentSchema = z.strictObject({
  format: z.literal(1),
  backbone: z.string(),
  featureDim: z.int().positive(),
  logitScale: z.number().positive(),
  classNames: z.array(z.string()),
  text: entryId.nullable(),
  /** By rising shot count. */
  draws: z.array(
    z.strictObject({ shots: z.int().positive(), train: entryId, validation: entryId, test: entryId.nullable() }),
  ),
  /** The test set of all draws; null where each has its own. */
  test: entryId.nullable(),
});

/** `sets/<name>.json`. The name is only the file's, so that it cannot enter the hash. */
export const setRecordSchema = z.strictObject({ hash: z.string(), content: contentSchema });

export type SetContent = z.infer<typeof contentSchema>;
export type SetRecord = z.infer<typeof setRecordSchema>;

export function recordOf(content: SetContent): SetRecord {
  return { hash: hashJson(content), content };
}

/** The ids of all entries a set refers to, each once. */
export function entryIds({ text, draws, test }: SetContent): readonly string[] {
  const ids = [text, test, ...draws.flatMap((draw) => [draw.train, draw.validation, draw.test])];
  return [...new Set(ids.filter((id) => id !== null))];
}

export function infoOf(name: string, { hash, content }: SetRecord): FeatureSetInfo {
  const { backbone, featureDim, logitScale, classNames, text, draws, test } = content;
  const shots = draws.map((draw) => draw.shots);
  return {
    name,
    hash,
    backbone,
    featureDim,
    logitScale,
    classNames,
    hasText: text !== null,
    shots,
    testPerShots: test === null,
  };
}
