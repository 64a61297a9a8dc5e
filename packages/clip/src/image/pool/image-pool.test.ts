import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { IMAGE_GOLDENS } from '../../../test/image/goldens.ts';
import { rejectionOf } from '../../../test/image/rejection-of.ts';
import { decodeImage } from '../decode/decode-image.ts';
import { preprocessBytes } from '../preprocess/preprocess-bytes.ts';
import { openaiPreprocess } from '../preprocess/preprocess-config.ts';
import { viewOf } from '../views/view-of.ts';
import { type ImagePool, imagePool, type ImageSource, type PreparedImage } from './image-pool.ts';
import { prepareImage } from './prepare-image.ts';

const files = readdirSync(IMAGE_GOLDENS)
  .filter((name) => name.endsWith('.png'))
  .map((name) => join(IMAGE_GOLDENS, name));
const config = openaiPreprocess(32);
const plan = { config, views: { seed: 4, numbers: [0, 7], scale: [0.5, 1] } } as const;

async function all(pool: ImagePool, sources: Iterable<ImageSource>): Promise<PreparedImage[]> {
  const prepared: PreparedImage[] = [];
  for await (const image of pool.prepare(sources)) prepared.push(image);
  return prepared;
}

// Threads take a while to start where others are at work.
describe('a pool of two threads', { timeout: 60_000 }, () => {
  const pool = imagePool({ workers: 2, ahead: 3, ...plan });
  afterAll(() => pool.close());
  const many = Array.from({ length: 20 }, (_, i) => files[i % files.length]!);

  it('gives what direct calls give, in order', async () => {
    const direct = await Promise.all(
      many.map(async (file, index) => ({ index, bytes: await prepareImage({ file, index }, plan) })),
    );
    expect(await all(pool, many)).toEqual(direct);
  });

  it('takes indices from the caller', async () => {
    const sources = [
      { file: files[0]!, index: 40 },
      { file: files[0]!, index: 7 },
    ];
    const [first, second] = await all(pool, sources);
    expect([first!.index, second!.index]).toEqual([40, 7]);
    expect(first!.bytes).toEqual(await prepareImage(sources[0]!, plan));
    expect(first!.bytes).not.toEqual(second!.bytes);
  });

  it('serves several callers at once', async () => {
    const [some, others] = await Promise.all([all(pool, files), all(pool, [...files].reverse())]);
    expect(some.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(others).toHaveLength(6);
  });

  it('reads no further ahead than told', async () => {
    let taken = 0;
    function* counted() {
      for (const file of many) {
        taken += 1;
        yield file;
      }
    }
    let received = 0;
    for await (const image of pool.prepare(counted())) {
      expect(image.index).toBe(received);
      received += 1;
      expect(taken).toBeLessThan(received + 3);
    }
    expect([taken, received]).toEqual([20, 20]);
  });

  it('prepares nothing of nothing', async () => {
    expect(await all(pool, [])).toEqual([]);
  });

  it('can be left early and used again', async () => {
    for await (const { index } of pool.prepare(many)) if (index === 2) break;
    expect(await all(pool, files)).toHaveLength(6);
  });

  it('fails at the image that fails, names it, and can be used again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'image-pool-'));
    try {
      const broken = join(folder, 'broken.png');
      copyFileSync(files[0]!, broken);
      truncateSync(broken, 9000);
      const received: number[] = [];
      const failing = (async () => {
        for await (const { index } of pool.prepare([files[0]!, files[1]!, broken, files[2]!])) received.push(index);
      })();
      const error = await rejectionOf(failing);
      expect(error.code).toBe('IMAGE_BROKEN');
      expect(error.message).toContain(broken);
      expect(received).toEqual([0, 1]);
      expect((await rejectionOf(all(pool, [join(folder, 'none.jpg')]))).code).toBe('IMAGE_MISSING');
      expect(await all(pool, files)).toHaveLength(6);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('closing', { timeout: 60_000 }, () => {
  it('fails what is under way and what comes after', async () => {
    const pool = imagePool({ workers: 1, config });
    const underWay = expect(all(pool, files)).rejects.toThrow('the image pool is closed');
    await pool.close();
    await underWay;
    await expect(all(pool, files)).rejects.toThrow('the image pool is closed');
    await pool.close();
  });
});

it.each([{ workers: 0 }, { workers: 1.5 }, { workers: 1, ahead: 0 }])('refuses to be made with %j', (options) => {
  expect(() => imagePool({ ...options, config })).toThrow(RangeError);
});

describe('an image prepared directly', () => {
  it('is the centre crop, then the views, of one decoding', async () => {
    const image = await decodeImage(files[3]!);
    const bytes = await prepareImage({ file: files[3]!, index: 9 }, plan);
    const n = 3 * 32 * 32;
    expect(bytes).toHaveLength(3 * n);
    expect(bytes.subarray(0, n)).toEqual(preprocessBytes(image, config));
    for (const [v, view] of plan.views.numbers.entries()) {
      expect(bytes.subarray((v + 1) * n, (v + 2) * n)).toEqual(
        viewOf(image, config, { seed: 4, index: 9, view, scale: [0.5, 1] }),
      );
    }
  });

  it('can be views alone', async () => {
    const views = { seed: 4, numbers: [7] };
    const alone = await prepareImage({ file: files[0]!, index: 0 }, { config, centre: false, views });
    const image = await decodeImage(files[0]!);
    expect(alone).toEqual(viewOf(image, config, { seed: 4, index: 0, view: 7 }));
  });
});
