import { readFileSync } from 'node:fs';

import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import type { Item, Split } from '../dataset.ts';

const item = z
  .tuple([z.string().min(1), z.int().nonnegative(), z.string()])
  .transform(([path, label, className]): Item => ({ path, label, className }));
const splitSchema = z.object({ train: z.array(item), val: z.array(item), test: z.array(item) });

/**
 * Reads one of CoOp's `split_zhou_*.json`: {"train": [[path, label, class name], …], "val": …, "test": …}.
 * @throws ShotbenchError `SPLIT_FILE` naming the file and the entry that is wrong.
 */
export function readSplitFile(file: string): Split {
  const parsed = splitSchema.safeParse(readJson(file));
  if (!parsed.success) {
    throw splitProblem(
      file,
      `does not fit: ${describeIssues(parsed.error)}; expected [path, label, class name] entries`,
    );
  }
  const { train, val: validation, test } = parsed.data;
  for (const [name, items] of [
    ['train', train],
    ['test', test],
  ] as const) {
    if (items.length === 0) throw splitProblem(file, `has no ${name} images; expected some`);
  }
  const escaping = [...train, ...validation, ...test].find(({ path }) => path.split('/').includes('..'));
  if (escaping) throw splitProblem(file, `names the image ${escaping.path}; expected paths inside the folder`);
  return { train, validation, test };
}

/** Something about a split file that its user can mend. */
export function splitProblem(file: string, what: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError('SPLIT_FILE', `${file} ${what}; correct the split file or give another dataset`, { cause });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw splitProblem(file, `cannot be read (${oneLine(error)}); expected a JSON file that can be read`, error);
  }
}
