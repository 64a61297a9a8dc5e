import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openaiPreprocess } from '@shotbench/clip';
import { openDataset } from '@shotbench/datasets';
import { errorOf } from '@shotbench/errors/testing';
import sharp from 'sharp';
import { afterEach, describe, expect, it, type TestContext } from 'vitest';

import { temporaryFolders } from '../test/helpers.ts';
import { filesBelow } from '../test/two-sets.ts';
import { tinySet } from '../test/tiny-set.ts';
import { extractFeatures, FeatureCache, verifyCache, writeFeatureFolder } from './index.ts';

const temporary = temporaryFolders();
const mounted: string[] = [];

afterEach(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder]);
});

/** A file system in memory with room for this many KiB; skips the test where none may be mounted. */
function smallDisk(kibibytes: number, { skip }: TestContext): string {
  const folder = temporary();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'none', folder]);
  if (status !== 0) skip('needs leave to mount a small file system');
  mounted.push(folder);
  return folder;
}

/** 4 classes of one image for each split; their features, of 8192 numbers each, take 64 KiB a split. */
async function imagesOf(folder: string): Promise<void> {
  const parts: Record<string, [string, number, string][]> = { train: [], val: [], test: [] };
  mkdirSync(join(folder, 'images'));
  for (const [number, part] of Object.keys(parts).entries()) {
    for (let label = 0; label < 4; label++) {
      const path = `${part}-${label}.png`;
      parts[part]!.push([path, label, `class ${label}`]);
      const samples = Uint8Array.from({ length: 8 * 8 * 3 }, (_, s) => (s * 7 + label * 40 + number * 90) % 256);
      const image = sharp(samples, { raw: { width: 8, height: 8, channels: 3 } });
      writeFileSync(join(folder, 'images', path), await image.png().toBuffer());
    }
  }
  writeFileSync(join(folder, 'split_zhou_Tiny.json'), JSON.stringify(parts));
}

describe('a disk that is full', () => {
  it('is named by an import, which leaves nothing behind and goes through once there is room', (context) => {
    const disk = smallDisk(256, context);
    const folder = temporary();
    writeFeatureFolder(folder, tinySet());
    const store = join(disk, 'store');
    const cache = new FeatureCache(store);
    // A set takes 17 files of at least a page, 4 KiB, and as many folders: room for some of them, then for fewer.
    for (const free of [4, 5, 8, 11, 15, 16]) {
      const filler = join(disk, 'filler');
      writeFileSync(filler, new Uint8Array((64 - free) * 4096));
      const error = errorOf(() => cache.importFolder(folder));
      expect(error.code).toBe('FEATURES_WRITE');
      expect(error.message).toMatch(
        /could not write to the feature cache .*ENOSPC.*on a disk with room; nothing was imported$/,
      );
      expect(cache.list()).toEqual([]);
      expect(readdirSync(join(store, 'tmp'))).toEqual([]);
      // Entries that were whole before there was no room may stay; half ones must not.
      expect(verifyCache(store).problems).toEqual([]);
      rmSync(filler);
      rmSync(store, { recursive: true });
    }
    expect(cache.importFolder(folder).status).toBe('imported');
    expect(verifyCache(store).problems).toEqual([]);
  });

  it('is named by an extraction, which keeps whole chunks only and goes on once there is room', async (context) => {
    const disk = smallDisk(640, context);
    const folder = temporary();
    await imagesOf(folder);
    const D = 8192;
    let batches = 0;
    const encoder = {
      ...{ featureDim: D, batchSize: 4 },
      encode(pixels: Float32Array) {
        batches++;
        return Promise.resolve(
          Float32Array.from({ length: 4 * D }, (_, i) => 1 + (pixels[i % pixels.length]! + i) / D / 8),
        );
      },
    };
    const store = join(disk, 'store');
    const cache = new FeatureCache(store);
    const extract = () =>
      extractFeatures({
        ...{
          name: 'tiny',
          cache,
          dataset: openDataset(folder),
          encoder,
          preprocessing: openaiPreprocess(8),
          workers: 1,
        },
        model: { backbone: 'none', hash: 'abc', logitScale: 100 },
      });
    const filler = join(disk, 'filler');
    // Room for one chunk and a half, for all three and no entry, and for all chunks and some entries.
    for (const [free, done] of [
      [112, 1],
      [240, 3],
      [330, 3],
    ] as const) {
      writeFileSync(filler, new Uint8Array((640 - free) * 1024));
      await expect(extract()).rejects.toMatchObject({
        code: 'FEATURES_WRITE',
        message: expect.stringMatching(/ENOSPC: no space left on device.*a disk with room/),
      });
      expect(cache.list()).toEqual([]);
      expect(verifyCache(store).problems).toEqual([]);
      const chunks = filesBelow(join(store, 'partial')).filter((name) => !name.endsWith('recipe.json'));
      expect(chunks).toHaveLength(done);
      expect(chunks.every((name) => name.endsWith('.f16'))).toBe(true);
      if (existsSync(join(store, 'tmp'))) expect(readdirSync(join(store, 'tmp'))).toEqual([]);
      rmSync(filler);
    }
    expect((await extract()).status).toBe('imported');
    // The chunk that did not fit was encoded twice; what was kept was not.
    expect(batches).toBe(4);
    expect(verifyCache(store).problems).toEqual([]);
  });
});
