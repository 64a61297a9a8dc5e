import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { FeatureCache, type FeatureSet, writeFeatureFolder } from '../src/index.ts';
import { tinySet } from './tiny-set.ts';

const [C, D, V] = [3, 4, 2];

/** Fills a store with an imported set "tiny" and an extracted one "whole", which has views and knows its images. */
export function fillStore(store: string, folder: string): void {
  writeFeatureFolder(folder, tinySet());
  const cache = new FeatureCache(store);
  cache.importFolder(folder);
  const rows = (perClass: number, first: number) => ({
    features: Uint16Array.from({ length: C * perClass * D }, (_, i) => 0x3800 + ((first + 7 * i) % 1000)),
    labels: Int32Array.from({ length: C * perClass }, (_, i) => i % C),
    ids: Array.from({ length: C * perClass }, (_, i) => `images/${first + i}.jpg`),
  });
  const train = rows(4, 1);
  cache.storeExtracted('whole', {
    ...{ backbone: 'none', featureDim: D, logitScale: 100, classNames: ['ant', 'bee', 'cat'], source: { split: 'a' } },
    text: Float32Array.from({ length: C * D }, (_, i) => Math.sin(1 + i)),
    train: { ...train, views: Uint16Array.from({ length: V * train.features.length }, (_, i) => 0x3800 + (i % 999)) },
    validation: rows(4, 100),
    test: rows(5, 200),
  });
}

/** Reads everything that a set has, as a sweep over all shots does. */
export function readAll(set: FeatureSet): void {
  set.text();
  set.test(0);
  set.testIds?.();
  set.wholeValidation?.();
  for (const shots of set.shots) {
    set.train(shots);
    set.validation(shots);
    set.drawnIds?.(shots);
  }
}

/** Paths of all files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
