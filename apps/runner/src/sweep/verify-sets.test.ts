import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { Plan } from './plan.ts';
import { verifySets } from './verify-sets.ts';

const [C, D, V] = [3, 4, 2];

/** A split with two images of each class. */
function rows(first: number) {
  return {
    features: Uint16Array.from({ length: C * 2 * D }, (_, i) => 0x3800 + first + i),
    labels: Int32Array.from({ length: C * 2 }, (_, i) => i % C),
    ids: Array.from({ length: C * 2 }, (_, i) => `${first + i}.jpg`),
  };
}

function extractedStore(): string {
  const store = mkdtempSync(join(tmpdir(), 'shotbench-verify-'));
  onTestFinished(() => rmSync(store, { recursive: true }));
  const train = rows(0);
  new FeatureCache(store).storeExtracted('set', {
    ...{ backbone: 'none', featureDim: D, logitScale: 100, classNames: ['ant', 'bee', 'cat'], source: {} },
    text: Float32Array.from({ length: C * D }, (_, i) => i + 1),
    train: { ...train, views: new Uint16Array(V * train.features.length).fill(0x3c00) },
    ...{ validation: rows(100), test: rows(200) },
  });
  return store;
}

/** As much of a plan as is read: two seeds of one shot. */
const plan = {
  cells: [1, 2].map((seed) => ({ identity: { dataset: 'set', shots: 1, seed } })),
} as unknown as Plan;

describe('verifySets', () => {
  it('finds a flipped byte in any file of a set before the first cell, lists of images included', () => {
    const store = extractedStore();
    const cache = new FeatureCache(store);
    verifySets(plan, cache);
    const files = readdirSync(join(store, 'entries'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(store, 'entries', name))
      .filter((path) => statSync(path).isFile());
    // Three splits with their lists of images, the views and the text.
    expect(files.filter((path) => path.endsWith('manifest.json'))).toHaveLength(8);
    for (const path of files) {
      const before = readFileSync(path);
      const bytes = Buffer.from(before);
      bytes[Math.floor(bytes.length / 2)]! ^= 1;
      writeFileSync(path, bytes);
      expect(() => verifySets(plan, cache), path).toThrow(expect.objectContaining({ code: 'FEATURES_DAMAGED' }));
      writeFileSync(path, before);
    }
  });

  it('finds that a set has fewer views than are asked for', () => {
    const cache = new FeatureCache(extractedStore());
    const asking = (views: number) =>
      ({ cells: [{ identity: { dataset: 'set', shots: 1, seed: 1, views } }] }) as unknown as Plan;
    for (const views of [1, V]) verifySets(asking(views), cache);
    expect(() => verifySets(asking(V + 1), cache)).toThrow(
      '3 views of each training image are asked for, but feature set "set" has 2',
    );
  });
});
