import { hashJson } from '@shotbench/content-hash';
import { z } from 'zod';

const entryId = z.string().regex(/^[0-9a-f]{64}$/);

/** What every set has, wherever its features come from. */
const common = {
  backbone: z.string(),
  featureDim: z.int().positive(),
  logitScale: z.number().positive(),
  classNames: z.array(z.string()),
  text: entryId.nullable(),
};

/** A set that was imported with its draws. */
const importedSchema = z.strictObject({
  format: z.literal(1),
  ...common,
  /** By rising shot count. */
  draws: z.array(
    z.strictObject({ shots: z.int().positive(), train: entryId, validation: entryId, test: entryId.nullable() }),
  ),
  /** The test set of all draws; null where each has its own. */
  test: entryId.nullable(),
});

/** A set whose whole splits were encoded here; shots are drawn from them by seed. */
const extractedSchema = z.strictObject({
  format: z.literal(2),
  ...common,
  /** Where the features come from: model, preprocessing, augmentation, split and text prompts. */
  source: z.record(z.string(), z.json()),
  train: z.strictObject({ centre: entryId, views: entryId.nullable() }),
  validation: entryId.nullable(),
  test: entryId,
});

/** Everything about a set that can change a number; its hash is the set's. Arrays are named by entry id. */
const contentSchema = z.discriminatedUnion('format', [importedSchema, extractedSchema]);

/** Which image each row of the splits is. They change no number beyond what the split's hash in `source` says, so they stand beside the content. */
const idsSchema = z.strictObject({ train: entryId, validation: entryId.nullable(), test: entryId });

/** `sets/<name>.json`. The name is only the file's, so that it cannot enter the hash. */
export const setRecordSchema = z.strictObject({
  hash: z.string(),
  content: contentSchema,
  /** Of sets that were extracted; those of earlier versions have none. */
  ids: idsSchema.optional(),
});

export type SetContent = z.infer<typeof contentSchema>;
export type ImportedContent = z.infer<typeof importedSchema>;
export type ExtractedContent = z.infer<typeof extractedSchema>;
export type SetIds = z.infer<typeof idsSchema>;
export type SetRecord = z.infer<typeof setRecordSchema>;

export function recordOf(content: SetContent, ids?: SetIds): SetRecord {
  return { hash: hashJson(content), content, ...(ids && { ids }) };
}

/** The ids of all entries a set refers to, each once. */
export function entryIds({ content, ids }: SetRecord): readonly string[] {
  const { text, test } = content;
  const rest =
    content.format === 1
      ? content.draws.flatMap((draw) => [draw.train, draw.validation, draw.test])
      : [content.train.centre, content.train.views, content.validation];
  const named = ids === undefined ? [] : [ids.train, ids.validation, ids.test];
  return [...new Set([text, test, ...rest, ...named].filter((id) => id !== null))];
}
