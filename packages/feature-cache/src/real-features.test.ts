import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { halfToFloat, readNpy } from '@shotbench/array-files';
import { FeatureCache } from './index.ts';
import { temporaryFolders } from '../test/helpers.ts';

/** Features of real images by CLIP ViT-B/32, kept beside the repository and never in it. */
const real = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'real-clip-vitb32');
const there = existsSync(real);
const folders = there ? readdirSync(real).filter((name) => existsSync(join(real, name, 'meta.json'))) : [];

/** Classes and test rows (by shots where each draw has its own) as counted when the files were made. */
const COUNTS: Readonly<Record<string, { classes: number; test: number | Readonly<Record<number, number>> }>> = {
  dtd: { classes: 47, test: 1692 },
  caltech101: { classes: 67, test: 1874 },
  'oxford-pets': { classes: 23, test: 2283 },
  imagenet: { classes: 1000, test: { 1: 4985, 2: 2985, 4: 1987 } },
  'caltech101-full': { classes: 100, test: 2465 },
  'oxford-pets-full': { classes: 37, test: 3669 },
  'oxford-flowers-full': { classes: 102, test: 2463 },
  'food101-full': { classes: 101, test: { 1: 2544, 2: 2443, 4: 2241, 8: 1837, 16: 1034 } },
};

/** Top-1 in per cent of the text rows as a classifier. */
function zeroShot(text: Float32Array, features: Float32Array, labels: Int32Array, D: number): number {
  let right = 0;
  for (let n = 0; n < labels.length; n++) {
    let best = -Infinity;
    let predicted = -1;
    for (let c = 0; c * D < text.length; c++) {
      let dot = 0;
      for (let d = 0; d < D; d++) dot += text[c * D + d]! * features[n * D + d]!;
      if (dot > best) [best, predicted] = [dot, c];
    }
    if (predicted === labels[n]) right++;
  }
  return (100 * right) / labels.length;
}

describe.skipIf(!there)(`real features (skipped where ${real} is absent)`, () => {
  const cache = new FeatureCache(join(temporaryFolders()(), 'store'));

  it.each(folders)('imports %s and finds its counts', { timeout: 60_000 }, (name) => {
    const counts = COUNTS[name];
    expect(counts, `counts of ${name} are not in this test`).toBeDefined();
    const { info, status } = cache.importFolder(join(real, name));
    expect(status).toBe('imported');
    expect(info).toMatchObject({ name, backbone: 'OpenAI CLIP ViT-B/32', featureDim: 512, logitScale: 100 });
    expect(info.classNames).toHaveLength(counts!.classes);
    expect(info.shots).toEqual(name === 'imagenet' ? [1, 2, 4] : [1, 2, 4, 8, 16]);

    const set = cache.open(name);
    for (const shots of info.shots) {
      const test = typeof counts!.test === 'number' ? counts!.test : counts!.test[shots];
      expect(set.test(shots).count).toBe(test);
      expect(set.train(shots).count).toBe(counts!.classes * shots);
      const file = join(real, name, `val_${shots}shot_y.npy`);
      expect(set.validation(shots).labels).toEqual(readNpy(readFileSync(file), file).data);
    }
  });

  it.runIf(folders.includes('dtd'))('keeps the bits of float16 features and gives the known zero-shot accuracy', () => {
    const file = join(real, 'dtd', 'test_x.npy');
    const source = readNpy(readFileSync(file), file);
    const set = cache.open('dtd');
    const { features, labels } = set.test(0);
    expect(features).toEqual(halfToFloat(source.data as Uint16Array));
    expect(zeroShot(set.text()!, features, labels, 512)).toBeCloseTo(44.8, 1);
  });
});
