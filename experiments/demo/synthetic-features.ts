import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type FeatureCache, type FolderRows, writeFeatureFolder } from '@shotbench/feature-cache';
import { matrix, normalizeRows, Random } from '@shotbench/few-shot';

/** How a synthetic feature set is drawn. Distances are in units of the length of a class direction. */
export interface SyntheticSet {
  readonly name: string;
  readonly seed: number;
  readonly classNames: readonly string[];
  /** Distance of an image from its class direction. */
  readonly imageSpread: number;
  /** Distance of a class description from its class direction: what zero-shot suffers from. */
  readonly textSpread: number;
}

const FEATURE_DIM = 64;
const SHOTS = [1, 2, 4, 8, 16];
const TEST_PER_CLASS = 50;

/**
 * Draws a set and puts it into the cache by way of the same folder of .npy files as every imported set. Images scatter around
 * a random direction for each class, texts are a noisy view of the same directions. No encoder and no pictures are behind them.
 */
export function importSynthetic(cache: FeatureCache, set: SyntheticSet): void {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-synthetic-'));
  try {
    writeSynthetic(folder, set);
    cache.importFolder(folder, { replace: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeSynthetic(folder: string, { name, seed, classNames, imageSpread, textSpread }: SyntheticSet): void {
  const random = new Random(seed);
  const directions = unitRows(classNames.length, () => random.normal());
  const around = (label: number, column: number, spread: number): number =>
    directions[label * FEATURE_DIM + column]! + (spread / Math.sqrt(FEATURE_DIM)) * random.normal();
  const images = (perClass: number): FolderRows => {
    const labels = Int32Array.from({ length: perClass * classNames.length }, (_, row) => row % classNames.length);
    return { features: unitRows(labels.length, (row, column) => around(labels[row]!, column, imageSpread)), labels };
  };
  writeFeatureFolder(folder, {
    name,
    backbone: 'synthetic (no encoder)',
    featureDim: FEATURE_DIM,
    logitScale: 100,
    classNames,
    text: unitRows(classNames.length, (row, column) => around(row, column, textSpread)),
    draws: SHOTS.map((shots) => ({ shots, train: images(shots), validation: images(Math.min(shots, 4)) })),
    test: images(TEST_PER_CLASS),
  });
}

/** [rows, FEATURE_DIM] with rows of unit length. */
function unitRows(rows: number, valueAt: (row: number, column: number) => number): Float32Array {
  const data = Float32Array.from({ length: rows * FEATURE_DIM }, (_, i) =>
    valueAt(Math.floor(i / FEATURE_DIM), i % FEATURE_DIM),
  );
  return normalizeRows(matrix(data, FEATURE_DIM)).data;
}
