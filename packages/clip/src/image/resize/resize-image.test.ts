import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FORMAT_GOLDENS, largestDifference, readGolden } from '../../../test/image/goldens.ts';
import { noise } from '../../../test/image/images.ts';
import { slowResize } from '../../../test/image/slow-resize.ts';
import { decodeImage } from '../decode/decode-image.ts';
import type { RasterImage } from '../raster-image.ts';
import { crop } from './crop.ts';
import { multiply } from './premultiply.ts';
import { resizeBicubic, resizeImage } from './resize-image.ts';

const side = fc.integer({ min: 1, max: 40 });
const sizes = fc.record({ width: side, height: side, toWidth: side, toHeight: side, seed: fc.integer() });

describe('equals Pillow', () => {
  const pillow = readGolden(join(FORMAT_GOLDENS, 'pillow.safetensors'));
  const cases = [...pillow.keys()].filter((name) => /^(rgb|alpha)\.(bi|crop)/.test(name));
  const source = (name: string): Promise<RasterImage> =>
    decodeImage(join(FORMAT_GOLDENS, name.startsWith('alpha') ? 'alpha.png' : 'profile.png'));

  it.each(cases)('%s', async (name) => {
    const [, how, numbers] = name.split('.');
    const image = await source(name);
    const [a, b, c, d] = numbers!.split(/[x,]/).map(Number) as [number, number, number, number];
    const resized =
      how === 'crop'
        ? resizeBicubic(crop(image, { left: a, top: b, width: c, height: d }), 16, 16)
        : resizeImage(image, { width: a, height: b, filter: how as 'bicubic' | 'bilinear' });
    expect(largestDifference(resized.data, pillow.get(name)!.data as Uint8Array)).toBe(0);
  });

  it('has the cases', () => {
    expect(cases).toHaveLength(2 * (4 * 2 + 3));
  });
});

describe('equals the slow version in floating point', () => {
  it.each(['bicubic', 'bilinear'] as const)('%s, up to the rounding of weights', (filter) => {
    fc.assert(
      fc.property(sizes, fc.constantFrom('grey', 'rgb', 'cmyk'), ({ width, height, toWidth, toHeight, seed }, mode) => {
        const image = noise(width, height, mode, seed);
        const fast = resizeImage(image, { width: toWidth, height: toHeight, filter });
        expect(largestDifference(fast.data, slowResize(image, toWidth, toHeight, filter))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});

it('computes of a window what the whole image has there', () => {
  const modes = fc.constantFrom('grey', 'rgb', 'rgba');
  fc.assert(
    fc.property(sizes, modes, fc.boolean(), (size, mode, indexed) => {
      const image = { ...noise(size.width, size.height, mode, size.seed), indexed };
      const { toWidth: width, toHeight: height } = size;
      const window = {
        left: Math.floor(width / 3),
        top: Math.floor(height / 4),
        width: Math.ceil(width / 2),
        height: Math.ceil(height / 2),
      };
      const whole = resizeImage(image, { width, height });
      expect(resizeImage(image, { width, height, window })).toEqual(crop(whole, window));
    }),
    { numRuns: 150, seed: 8 },
  );
});

it('changes nothing where the size is right, hidden colours included', () => {
  const image = noise(13, 9, 'rgba');
  expect(resizeBicubic(image, 13, 9)).toEqual(image);
});

it('does not change its input', () => {
  const image = noise(13, 9, 'rgba');
  const before = Uint8Array.from(image.data);
  resizeBicubic(image, 5, 20);
  expect(image.data).toEqual(before);
});

describe('alpha', () => {
  it('that is full leaves the colours to the resize', () => {
    const rgb = noise(17, 23);
    const rgba: RasterImage = {
      ...rgb,
      mode: 'rgba',
      data: Uint8Array.from({ length: 17 * 23 * 4 }, (_, i) => (i % 4 === 3 ? 255 : rgb.data[i - (i >> 2)]!)),
    };
    const colours = resizeBicubic(rgba, 11, 40).data.filter((_, i) => i % 4 !== 3);
    expect(colours).toEqual(resizeBicubic(rgb, 11, 40).data);
  });

  it('keeps the colours of hidden pixels out of the visible ones', () => {
    const visible = [10, 200, 30, 255];
    const hidden = [255, 0, 255, 0];
    const data = Uint8Array.from([visible, visible, hidden, hidden].flat());
    const edge: RasterImage = { name: 'edge', width: 4, height: 1, mode: 'rgba', data, indexed: false };
    const { data: out } = resizeBicubic(edge, 3, 1);
    // The middle pixel mixes both sides; its colour is the visible one up to the rounding of c · alpha.
    expect(out[7]).toBeGreaterThan(0);
    expect(out[7]).toBeLessThan(255);
    for (let c = 0; c < 3; c++) expect(Math.abs(out[4 + c]! - visible[c]!)).toBeLessThanOrEqual(3);
  });

  it('is multiplied in with correct rounding', () => {
    for (let a = 0; a < 256; a++) {
      for (let b = 0; b < 256; b++) expect(multiply(a, b)).toBe(Math.round((a * b) / 255));
    }
  });
});

it('shrinks a banner of two million columns to a window without making the rest', () => {
  const banner = noise(20_000, 2);
  const window = { left: 1_000_000, top: 0, width: 224, height: 224 };
  const { data } = resizeImage(banner, { width: 2_240_000, height: 224, window });
  expect(data).toHaveLength(224 * 224 * 3);
});

it('refuses to crop outside the image', () => {
  expect(() => crop(noise(4, 4), { left: 2, top: 0, width: 3, height: 1 })).toThrow('no 3 × 1 crop at 2, 0 in 4 × 4');
});
