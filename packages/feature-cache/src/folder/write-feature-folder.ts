import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describeIssues, ShotbenchError } from '@shotbench/errors';

import type { NdArray } from '@shotbench/array-files';
import { writeNpy } from '@shotbench/array-files';
import type { FeatureRows } from '../feature-set.ts';
import { encodeLabels } from './encode-labels.ts';
import { encodeFeatures, encodeText } from './encode-rows.ts';
import { fileName, META_FILE, parseFileName, TEXT_FILE, type Split } from './file-names.ts';
import { metaSchema, type Meta } from './meta.ts';

/** Rows before their features are rounded to float16. */
export type FolderRows = Pick<FeatureRows, 'features' | 'labels'>;

/** What {@link writeFeatureFolder} writes. Either `test` is given or every draw has its own, not both. */
export interface FeatureFolder extends Omit<Meta, 'text' | 'testPerShots' | 'classNames'> {
  readonly classNames: readonly string[];
  /** [C, D] row-major, written as float32. */
  readonly text?: Float32Array;
  readonly draws: readonly {
    readonly shots: number;
    readonly train: FolderRows;
    readonly validation: FolderRows;
    readonly test?: FolderRows;
  }[];
  readonly test?: FolderRows;
}

/**
 * Writes a feature folder that `FeatureCache.importFolder` reads: float16 features, int32 labels, float32 text.
 * The folder is made if need be; .npy files of an earlier set in it are removed first.
 *
 * @throws ShotbenchError `FEATURES_META`, `FEATURES_FILES`, `FEATURES_SHAPE`, `FEATURES_VALUE` or `FEATURES_LABEL`,
 *   before anything is written, if what it would write could not be imported.
 */
export function writeFeatureFolder(folder: string, contents: FeatureFolder): void {
  const meta = metaOf(folder, contents);
  const files = new Map<string, Uint8Array>();
  const add = (split: Split, shots: number | undefined, rows: FolderRows): void => {
    const [x, y] = [fileName(split, shots, 'x'), fileName(split, shots, 'y')];
    const source = matrix(rows.features, meta.featureDim);
    const features = encodeFeatures(source, meta.featureDim, join(folder, x));
    const given: NdArray = { dtype: 'int32', shape: [rows.labels.length], data: rows.labels };
    const labels = encodeLabels(given, source.shape[0] as number, meta.classNames.length, join(folder, y));
    files.set(x, writeNpy({ dtype: 'float16', shape: source.shape, data: features }));
    files.set(y, writeNpy({ dtype: 'int32', shape: given.shape, data: labels }));
  };
  if (contents.text !== undefined) {
    const source = matrix(contents.text, meta.featureDim);
    encodeText(source, meta, join(folder, TEXT_FILE));
    files.set(TEXT_FILE, writeNpy(source));
  }
  for (const { shots, train, validation, test } of contents.draws) {
    add('train', shots, train);
    add('val', shots, validation);
    if (test !== undefined) add('test', shots, test);
  }
  if (contents.test !== undefined) add('test', undefined, contents.test);
  replaceFiles(folder, files, meta);
}

function metaOf(folder: string, contents: FeatureFolder): Meta {
  const { draws, test, text, ...described } = contents;
  const meta = metaSchema.safeParse({ ...described, text: text !== undefined, testPerShots: test === undefined });
  if (!meta.success) {
    throw new ShotbenchError(
      'FEATURES_META',
      `cannot write the feature folder ${folder}: ${describeIssues(meta.error)}; expected what ${META_FILE} can say; correct it`,
    );
  }
  const shots = draws.map((draw) => draw.shots);
  const named = shots.every((k) => parseFileName(fileName('train', k, 'x')) !== undefined);
  if (!named || shots.length === 0 || new Set(shots).size !== shots.length) {
    throw unwritable(folder, `it has draws of [${shots.join(', ')}] shots; expected different whole numbers from 1 on`);
  }
  if (draws.some((draw) => (draw.test !== undefined) !== meta.data.testPerShots)) {
    throw unwritable(folder, 'expected one test set for all draws, or one in each draw, not both');
  }
  return meta.data;
}

function unwritable(folder: string, what: string): ShotbenchError {
  return new ShotbenchError('FEATURES_FILES', `cannot write the feature folder ${folder}: ${what}; correct the draws`);
}

/** Width D and as many rows as there are; a remainder shows as a shape that the checks refuse. */
function matrix(values: Float32Array, columns: number): NdArray & { readonly dtype: 'float32' } {
  return { dtype: 'float32', shape: [values.length / columns, columns], data: values };
}

function replaceFiles(folder: string, files: ReadonlyMap<string, Uint8Array>, meta: Meta): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name === TEXT_FILE || parseFileName(name) !== undefined) rmSync(join(folder, name));
  }
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, META_FILE), `${JSON.stringify(meta, null, 1)}\n`);
}
