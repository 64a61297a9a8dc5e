import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { openaiPreprocess } from '@shotbench/clip';
import { drawShots, openDataset } from '@shotbench/datasets';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';

import { temporaryFolders } from '../../test/helpers.ts';
import { type BatchEncoder, type ExtractOptions, extractFeatures, FeatureCache } from '../index.ts';

const newFolder = temporaryFolders();
const SIZE = 8;
const preprocessing = openaiPreprocess(SIZE);

/** An encoder whose features are the mean of each colour and of their product, which any reader can check. */
function meanColour(onBatch: () => void = () => undefined): BatchEncoder {
  const batchSize = 6;
  return {
    featureDim: 4,
    batchSize,
    encode(pixels) {
      onBatch();
      const features = new Float32Array(batchSize * 4);
      const plane = SIZE * SIZE;
      for (let row = 0; row < batchSize; row++) {
        const means = [0, 1, 2].map((c) => {
          const start = (row * 3 + c) * plane;
          return pixels.subarray(start, start + plane).reduce((sum, value) => sum + value, 0) / plane;
        });
        features.set([...means, means.reduce((product, mean) => product * mean, 1)], row * 4);
      }
      return Promise.resolve(features);
    },
  };
}

let folder: string;

/** 3 classes with 60 training, 3 validation and 5 test images each: more than one chunk. */
beforeAll(async () => {
  folder = newFolder();
  const parts: Record<string, [string, number, string][]> = { train: [], val: [], test: [] };
  for (const [part, count] of [
    ['train', 60],
    ['val', 3],
    ['test', 5],
  ] as const) {
    for (let i = 0; i < 3 * count; i++) {
      const [label, path] = [i % 3, `images/${part}-${i}.png`];
      parts[part]!.push([path.slice('images/'.length), label, ['red', 'green', 'blue'][label]!]);
      const samples = Uint8Array.from({ length: 12 * 10 * 3 }, (_, s) =>
        s % 3 === label ? 200 : (i * 37 + s * 11) % 150,
      );
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const image = sharp(samples, { raw: { width: 12, height: 10, channels: 3 } });
      writeFileSync(join(folder, path), await image.png().toBuffer());
    }
  }
  writeFileSync(join(folder, 'split_zhou_Colours.json'), JSON.stringify(parts));
});

function options(cache: FeatureCache, changes: Partial<ExtractOptions> = {}): ExtractOptions {
  return {
    name: 'colours',
    cache,
    dataset: openDataset(folder),
    model: { backbone: 'mean colour', hash: 'abc', logitScale: 100 },
    encoder: meanColour(),
    preprocessing,
    views: { count: 2, seed: 1, scale: [0.5, 1] },
    text: { rows: Float32Array.from({ length: 12 }, (_, i) => (i % 5 === 0 ? 3 : 0.5)), source: { templates: ['{}'] } },
    workers: 2,
    ...changes,
  };
}

/** Every file of the store with its bytes, but for the notes of when its sets were opened. */
function bytesOf(store: string): Map<string, string> {
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.endsWith('used'),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(store.length), readFileSync(path).toString('base64')]));
}

describe('extractFeatures', () => {
  it('stores every split, with views of the training images, and draws shots from them by seed', async () => {
    const store = newFolder();
    const cache = new FeatureCache(store);
    const seen: number[] = [];
    const { status, info } = await extractFeatures(options(cache, { onProgress: ({ done }) => seen.push(done) }));
    expect(status).toBe('imported');
    expect(info).toMatchObject({ name: 'colours', backbone: 'mean colour', hasText: true, drawsBySeed: true });
    expect(info.shots).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(seen.at(-1)).toBe(204);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(readdirSync(join(store, 'partial'))).toEqual([]);

    const set = cache.open('colours');
    const { split } = openDataset(folder);
    const drawn = drawShots({ split }, { shots: 4, seed: 2 });
    const train = set.train(4, 2);
    expect([...train.labels]).toEqual([...drawn.train].map((row) => split.train[row]!.label));
    expect(set.drawnIds!(4, 2)).toEqual(drawn.ids);
    expect(set.drawnIds!(4, 3).train).not.toEqual(drawn.ids.train);
    expect(set.testIds!()).toEqual(split.test.map(({ path }) => path));
    expect(train.views).toHaveLength(2);
    expect(train.views![0]).not.toEqual(train.features);
    expect(train.views![0]).not.toEqual(train.views![1]);
    expect(set.train(4, 3).features).not.toEqual(train.features);
    expect(set.validation(16, 2).count).toBe(9);
    expect(set.test(16).count).toBe(15);
    expect(set.text()).toHaveLength(12);
    expect(() => set.train(61, 1)).toThrow('has no 61-shot draws; expected 1 to 60');

    // The colour of a class is the brightest, whichever row one looks at.
    const { features, labels } = set.test(1);
    labels.forEach((label, row) => {
      const colours = [...features.subarray(row * 4, row * 4 + 3)];
      expect(colours.indexOf(Math.max(...colours))).toBe(label);
    });
  });

  it('goes on after an interruption and ends in the same bytes', async () => {
    const [whole, cut] = [newFolder(), newFolder()];
    await extractFeatures(options(new FeatureCache(whole)));

    let batches = 0;
    const controller = new AbortController();
    const stopping = meanColour(() => {
      if (++batches === 50) controller.abort(new Error('enough'));
    });
    const cache = new FeatureCache(cut);
    await expect(extractFeatures(options(cache, { encoder: stopping, signal: controller.signal }))).rejects.toThrow(
      'enough',
    );
    expect(cache.list()).toEqual([]);
    const [partial] = readdirSync(join(cut, 'partial'));
    const chunks = readdirSync(join(cut, 'partial', partial!)).filter((name) => name.endsWith('.f16'));
    expect(chunks.length).toBeGreaterThan(0);
    // A chunk that was damaged meanwhile is made again.
    const [damaged] = chunks.sort();
    writeFileSync(join(cut, 'partial', partial!, damaged!), 'damaged');

    let later = 0;
    await extractFeatures(options(cache, { encoder: meanColour(() => later++) }));
    expect(later).toBeGreaterThan(50 - 33);
    expect(bytesOf(cut)).toEqual(bytesOf(whole));
  });

  it('gives the ids of its rows to a set that an earlier version stored without them', async () => {
    const store = newFolder();
    const cache = new FeatureCache(store);
    const { info } = await extractFeatures(options(cache));
    const whole = bytesOf(store);
    const record = join(store, 'sets', 'colours.json');
    const { ids: _, ...earlier } = JSON.parse(readFileSync(record, 'utf8')) as Record<string, unknown>;
    writeFileSync(record, JSON.stringify(earlier));
    expect(cache.open('colours').drawnIds).toBeUndefined();
    expect(cache.open('colours').train(4).count).toBe(12);

    const again = await extractFeatures(options(cache));
    expect([again.status, again.info.hash]).toEqual(['replaced', info.hash]);
    expect(bytesOf(store)).toEqual(whole);
    expect((await extractFeatures(options(cache))).status).toBe('unchanged');
  });

  it('does not encode anything twice', async () => {
    const cache = new FeatureCache(newFolder());
    const controller = new AbortController();
    let [first, second] = [0, 0];
    const stopping = meanColour(() => {
      if (++first === 60) controller.abort(new Error('enough'));
    });
    await expect(extractFeatures(options(cache, { encoder: stopping, signal: controller.signal }))).rejects.toThrow();
    await extractFeatures(options(cache, { encoder: meanColour(() => second++) }));
    // 180 training images of 3 samples, 9 and 15 images of 1, in batches of 6; only the chunk that was cut short is redone.
    expect(first + second).toBeLessThanOrEqual(90 + 2 + 3 + 33);
    expect(first + second).toBeGreaterThanOrEqual(90 + 2 + 3);
  });

  it('names a broken image, and a feature that half precision cannot hold', async () => {
    const cache = new FeatureCache(newFolder());
    const huge: BatchEncoder = { ...meanColour(), encode: () => Promise.resolve(new Float32Array(24).fill(1e6)) };
    await expect(extractFeatures(options(cache, { encoder: huge }))).rejects.toThrow(
      /a feature of train-0\.png is 1000000; expected .* at most 65504/,
    );
    const broken = join(folder, 'images', 'test-4.png');
    const bytes = readFileSync(broken);
    writeFileSync(broken, bytes.subarray(0, 40));
    try {
      await expect(extractFeatures(options(cache))).rejects.toThrow(/test-4\.png/);
      expect(cache.list()).toEqual([]);
    } finally {
      writeFileSync(broken, bytes);
    }
  });
});
