import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { describe, expect, it } from 'vitest';

import { IMAGE_GOLDENS, largestDifference, readGolden } from '../../test/image/goldens.ts';
import { decodeImage } from './decode/decode-image.ts';
import { centreWindow } from './preprocess/centre-window.ts';
import { normalizeInto } from './preprocess/normalize-into.ts';
import { openaiPreprocess } from './preprocess/preprocess-config.ts';
import { preprocessBytes } from './preprocess/preprocess-bytes.ts';

const files = readdirSync(IMAGE_GOLDENS).filter((name) => name.endsWith('.png'));
const expected = readGolden(join(IMAGE_GOLDENS, 'expected.safetensors'));
const SAMPLES_32 = 3 * 32 * 32;

interface Placed {
  readonly resized_width: number;
  readonly resized_height: number;
  readonly crop_left: number;
  readonly crop_top: number;
}
const { images } = JSON.parse(readFileSync(join(IMAGE_GOLDENS, 'meta.json'), 'utf8')) as {
  images: Record<string, Record<'224' | '32', Placed>>;
};
const hashes = JSON.parse(readFileSync(join(IMAGE_GOLDENS, 'u8_224.sha256.json'), 'utf8')) as string[];

function rows(name: string, i: number): ArrayLike<number> {
  const data = expected.get(name)!.data as Uint8Array | Float32Array;
  return data.subarray(i * SAMPLES_32, (i + 1) * SAMPLES_32);
}

describe.each(files.map((file, i) => [file, i] as const))('%s as OpenAI prepares it', (file, i) => {
  const decoded = decodeImage(join(IMAGE_GOLDENS, file));

  it.each([224, 32] as const)('lies where torchvision puts it (%i)', async (size) => {
    const placed = images[file.replace('.png', '')]![size];
    const { width, height, window } = centreWindow(await decoded, openaiPreprocess(size));
    expect([width, height, window.left, window.top]).toEqual([
      placed.resized_width,
      placed.resized_height,
      placed.crop_left,
      placed.crop_top,
    ]);
  });

  it('has the same bytes at 224', async () => {
    expect(sha256(preprocessBytes(await decoded, openaiPreprocess(224)))).toBe(hashes[i]);
  });

  it('has the same bytes and the same pixel values at 32', async () => {
    const bytes = preprocessBytes(await decoded, openaiPreprocess(32));
    expect(largestDifference(bytes, rows('u8_32', i))).toBe(0);
    const pixels = new Float32Array(SAMPLES_32);
    normalizeInto(pixels, bytes, openaiPreprocess(32));
    expect(largestDifference(pixels, rows('normalized_32', i))).toBe(0);
  });
});

it('has all the goldens', () => {
  expect(files).toHaveLength(6);
  expect(hashes).toHaveLength(6);
});
