import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Split } from '@shotbench/datasets';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';

import { unreadableImages } from './unreadable-images.ts';

/** Good images, one cut in half, text called an image, an SVG, and one that is missing. */
async function photographs(): Promise<{ images: string; split: Split }> {
  const images = mkdtempSync(join(tmpdir(), 'shotbench-images-'));
  onTestFinished(() => rmSync(images, { recursive: true, force: true }));
  mkdirSync(join(images, 'ant'));
  const noise = Uint8Array.from({ length: 40 * 30 * 3 }, (_, i) => (i * i) % 251);
  const raw = sharp(noise, { raw: { width: 40, height: 30, channels: 3 } });
  const [jpeg, png] = [await raw.clone().jpeg().toBuffer(), await raw.clone().png().toBuffer()];
  const files: Record<string, Uint8Array | string> = {
    'ant/good.jpg': jpeg,
    'ant/cut.jpg': jpeg.subarray(0, jpeg.length - 600),
    'ant/text.jpg': 'no image',
    'ant/drawing.png': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
    'ant/good.png': png,
  };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(images, path), content);
  const item = (path: string) => ({ path, label: 0, className: 'ant' });
  const paths = Object.keys(files);
  const split = {
    train: paths.slice(0, 3).map(item),
    validation: [item('ant/gone.jpg')],
    test: paths.slice(3).map(item),
  };
  return { images, split };
}

describe('unreadableImages', () => {
  it('reads the header of each image', async () => {
    const seen: number[] = [];
    const faults = await unreadableImages(await photographs(), {
      decode: false,
      skip: new Set(['ant/gone.jpg']),
      onProgress: (done, total) => seen.push(done, total),
    });
    expect(faults.map(({ path }) => path)).toEqual(['ant/text.jpg', 'ant/drawing.png']);
    expect(faults[1]!.why).toBe('is svg; expected JPEG, PNG, WebP, GIF or TIFF');
    expect(seen).toEqual([1, 2, 3, 4, 5].flatMap((done) => [done, 5]));
  });

  it('decodes each image when asked to, going on after one that is broken', async () => {
    const faults = await unreadableImages(await photographs(), {
      decode: true,
      skip: new Set(),
      onProgress: () => undefined,
    });
    expect(faults.map(({ path }) => path)).toEqual(['ant/cut.jpg', 'ant/text.jpg', 'ant/gone.jpg', 'ant/drawing.png']);
    expect(faults[0]!.why).toContain('cannot be decoded');
    expect(faults[2]!.why).toContain('is missing');
  });

  it('has nothing to say of no images', async () => {
    const split = { train: [], validation: [], test: [] };
    const options = { skip: new Set<string>(), onProgress: () => expect.unreachable() };
    expect(await unreadableImages({ split, images: '.' }, { ...options, decode: false })).toEqual([]);
  });
});
