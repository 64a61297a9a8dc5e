import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { readNpy } from '@shotbench/array-files';
import { readBytes } from '../read-bytes.ts';
import { encodeLabels } from './encode-labels.ts';
import { encodeFeatures, encodeText, type EncodedRows } from './encode-rows.ts';
import { fileName, META_FILE, parseFileName, TEXT_FILE, type Split } from './file-names.ts';
import { readMeta, type Meta } from './meta.ts';

/** Features [N, D] in float16 and their labels [N]. */
export interface LabelledRows {
  readonly features: Uint16Array;
  readonly labels: Int32Array;
}

/** One draw of the few-shot sampler. */
export interface Draw {
  readonly shots: number;
  readonly train: LabelledRows;
  readonly validation: LabelledRows;
  /** Where each draw has a test set of its own. */
  readonly test?: LabelledRows;
}

/** A feature folder, checked in full and encoded as the store keeps it. */
export interface FolderContents {
  readonly meta: Meta;
  readonly text?: EncodedRows;
  /** By rising shot count. */
  readonly draws: readonly Draw[];
  /** Where all draws share one test set. */
  readonly test?: LabelledRows;
}

/**
 * Reads and checks a feature folder; see the README for its layout.
 * @throws ShotbenchError `FEATURES_FOLDER`, `FEATURES_META`, `FEATURES_FILES`, and those of {@link readNpy},
 *   {@link encodeFeatures} and {@link encodeLabels}
 */
export function readFeatureFolder(folder: string): FolderContents {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new ShotbenchError(
      'FEATURES_FOLDER',
      `there is no folder ${folder}; expected a feature folder with ${META_FILE} and .npy files; check the path`,
    );
  }
  const meta = readMeta(join(folder, META_FILE));
  const allShots = findShots(folder, meta);
  const rows = (split: Split, shots?: number): LabelledRows => readRows(folder, meta, split, shots);
  const text = meta.text ? readText(folder, meta) : undefined;
  const draws = allShots.map((shots) => {
    const draw = { shots, train: rows('train', shots), validation: rows('val', shots) };
    return meta.testPerShots ? { ...draw, test: rows('test', shots) } : draw;
  });
  return { meta, ...(text && { text }), draws, ...(!meta.testPerShots && { test: rows('test') }) };
}

/** The shot counts that any file speaks of, rising. A misspelt name must not silently leave a draw out. */
function findShots(folder: string, meta: Meta): readonly number[] {
  const found = new Set<number>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.npy') || (name === TEXT_FILE && meta.text)) continue;
    const file = parseFileName(name);
    if (file === undefined || (file.split === 'test' && (file.shots !== undefined) !== meta.testPerShots)) {
      const test = meta.testPerShots ? 'test_{k}shot_{x,y}.npy' : 'test_{x,y}.npy';
      throw new ShotbenchError(
        'FEATURES_FILES',
        `${join(folder, name)} has no place in the folder; expected only ${meta.text ? `${TEXT_FILE}, ` : ''}train_{k}shot_{x,y}.npy, val_{k}shot_{x,y}.npy and ${test}, as text and testPerShots in ${META_FILE} say; rename or remove it`,
      );
    }
    if (file.shots !== undefined) found.add(file.shots);
  }
  if (found.size === 0) {
    throw new ShotbenchError(
      'FEATURES_FILES',
      `${folder} has no shot counts: no file train_{k}shot_x.npy; expected at least one, for example ${fileName('train', 1, 'x')}; check the path`,
    );
  }
  return [...found].sort((a, b) => a - b);
}

function readText(folder: string, meta: Meta): EncodedRows {
  const file = existing(folder, TEXT_FILE, `text is true in ${META_FILE}`);
  return encodeText(readNpy(readBytes(file), file), meta, file);
}

function readRows(folder: string, meta: Meta, split: Split, shots: number | undefined): LabelledRows {
  const why = shots === undefined ? 'every set needs a test set' : `other files have ${shots} shots`;
  const x = existing(folder, fileName(split, shots, 'x'), why);
  const y = existing(folder, fileName(split, shots, 'y'), why);
  const features = encodeFeatures(readNpy(readBytes(x), x), meta.featureDim, x);
  const count = features.length / meta.featureDim;
  return { features, labels: encodeLabels(readNpy(readBytes(y), y), count, meta.classNames.length, y) };
}

function existing(folder: string, name: string, why: string): string {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  throw new ShotbenchError('FEATURES_FILES', `${file} is missing; expected because ${why}; add it`);
}
