import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeNpy, type NdArray } from '@shotbench/array-files';
import { type FeatureFolder, type FolderRows } from '../src/index.ts';

/** C = 3 classes of D = 4 features. */
const C = 3;
const D = 4;

/** Numbers in −1 … 1 that depend only on the seed and are never zero. */
function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(1 + seed + 7 * i));
}

function rows(perClass: number, seed: number): FolderRows {
  const labels = Int32Array.from({ length: C * perClass }, (_, i) => i % C);
  return { features: numbers(labels.length * D, seed), labels };
}

/** A small set with text, draws of 1 and 2 shots and one test set of 15 rows. */
export function tinySet(seed = 0): FeatureFolder & { readonly text: Float32Array; readonly test: FolderRows } {
  return {
    name: 'tiny',
    backbone: 'none',
    featureDim: D,
    logitScale: 100,
    classNames: ['missile', 'missile', 'sunglasses'],
    text: numbers(C * D, seed + 1),
    draws: [1, 2].map((shots) => ({
      shots,
      train: rows(shots, seed + 10 + shots),
      validation: rows(shots, seed + 20 + shots),
    })),
    test: rows(5, seed + 30),
  };
}

/** The same set without text and with a test set for each draw. */
export function tinySetWithTests(seed = 0): FeatureFolder {
  const { name, backbone, featureDim, logitScale, classNames, draws } = tinySet(seed);
  const withTests = draws.map((draw) => ({ ...draw, test: rows(5 - draw.shots, seed + 30 + draw.shots) }));
  return { name, backbone, featureDim, logitScale, classNames, draws: withTests };
}

/** Changes members of a folder's `meta.json`; `undefined` removes one. */
export function editMeta(folder: string, members: Readonly<Record<string, unknown>>): void {
  const path = join(folder, 'meta.json');
  const meta = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...meta, ...members }));
}

export function putArray(folder: string, name: string, array: NdArray): void {
  writeFileSync(join(folder, name), writeNpy(array));
}
