import { existsSync } from 'node:fs';

import { oneLine, describeIssues, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { readBytes } from '../read-bytes.ts';

/** `meta.json` of a feature folder. Members that are not listed are ignored. */
export const metaSchema = z.object({
  /** The name it is imported under unless another is given. */
  name: z.string(),
  /** The encoder that made the features, as people call it. */
  backbone: z.string().min(1),
  /** D, the length of a feature. */
  featureDim: z.int().positive(),
  /** The factor on cosines before the softmax: exp of CLIP's learned temperature, usually 100. */
  logitScale: z.number().positive(),
  /** C names in order of the labels. ImageNet's own list repeats some, so they need not differ. */
  classNames: z.array(z.string().min(1)).min(1),
  /** Whether there is a `text.npy`. */
  text: z.boolean(),
  /** Whether each shot count has a test set of its own. */
  testPerShots: z.boolean(),
});

export type Meta = z.infer<typeof metaSchema>;

/** @throws ShotbenchError `FEATURES_META` if the file is missing, is not JSON or lacks something. */
export function readMeta(file: string): Meta {
  if (!existsSync(file)) throw bad(`${file} is missing`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(readBytes(file)));
  } catch (error) {
    if (error instanceof SyntaxError) throw bad(`${file} is not JSON: ${oneLine(error)}`, error);
    throw error;
  }
  const meta = metaSchema.safeParse(json);
  if (!meta.success) throw bad(`${file}: ${describeIssues(meta.error)}`);
  return meta.data;
}

function bad(what: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError(
    'FEATURES_META',
    `${what}; expected {"name", "backbone", "featureDim", "logitScale", "classNames", "text", "testPerShots"}; write or correct the file`,
    { cause },
  );
}
