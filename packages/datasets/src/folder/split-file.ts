import { readFileSync } from 'node:fs';

import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

/** One labelled image. */
export interface Item {
  /** Relative to the dataset's folder of images, with `/`. */
  readonly path: string;
  /** 0 … C − 1 */
  readonly label: number;
  readonly className: string;
}

/** The parts of a dataset. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLITS)[number];
export type Split = { readonly [Name in SplitName]: readonly Item[] };

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
    throw problem(file, `does not fit: ${describeIssues(parsed.error)}; expected [path, label, class name] entries`);
  }
  const { train, val: validation, test } = parsed.data;
  for (const [name, items] of [
    ['train', train],
    ['test', test],
  ] as const) {
    if (items.length === 0) throw problem(file, `has no ${name} images; expected some`);
  }
  const escaping = [...train, ...validation, ...test].find(({ path }) => path.split('/').includes('..'));
  if (escaping) throw problem(file, `names the image ${escaping.path}; expected paths inside the folder`);
  return { train, validation, test };
}

/**
 * The class names in order of their labels.
 * @throws ShotbenchError `SPLIT_FILE` where labels have gaps, one label has two names or one name has two labels.
 */
export function classNamesOf({ train, validation, test }: Split, file: string): readonly string[] {
  const names = new Map<number, string>();
  for (const { label, className, path } of [...train, ...validation, ...test]) {
    const known = names.get(label);
    if (known !== undefined && known !== className) {
      throw problem(file, `calls class ${label} both "${known}" and "${className}" (${path}); expected one name`);
    }
    names.set(label, className);
  }
  const classNames = Array.from({ length: names.size }, (_, label) => {
    const name = names.get(label);
    if (name === undefined) {
      throw problem(file, `has ${names.size} classes but no image of class ${label}; expected 0 to ${names.size - 1}`);
    }
    return name;
  });
  const twice = classNames.find((name, label) => classNames.indexOf(name) !== label);
  if (twice !== undefined)
    throw problem(file, `has two classes called "${twice}"; expected a name of its own for each`);
  return classNames;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw problem(file, `cannot be read (${oneLine(error)}); expected a JSON file that can be read`, error);
  }
}

function problem(file: string, what: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError('SPLIT_FILE', `${file} ${what}; correct the split file or give another dataset`, { cause });
}
