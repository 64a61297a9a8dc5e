import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  CROP_RATIO,
  DASSL_CROP_SCALE,
  randomResizedCrop,
  type Range,
  TIP_ADAPTER_CROP_SCALE,
} from './random-resized-crop.ts';

const DRAWS = 4000;

function crops(width: number, height: number, scale: Range) {
  const random = xoroshiro128plus(5);
  return Array.from({ length: DRAWS }, () =>
    randomResizedCrop({ width, height }, random, { scale, ratio: CROP_RATIO }),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('lies inside the image', () => {
  const side = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(side, side, fc.integer(), (width, height, seed) => {
      const { left, top, ...size } = randomResizedCrop({ width, height }, xoroshiro128plus(seed), {
        scale: DASSL_CROP_SCALE,
        ratio: CROP_RATIO,
      });
      for (const [at, length, whole] of [
        [left, size.width, width],
        [top, size.height, height],
      ] as const) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(at + length).toBeLessThanOrEqual(whole);
      }
    }),
    { numRuns: 500, seed: 9 },
  );
});

describe.each([
  ['Dassl', DASSL_CROP_SCALE],
  ['Tip-Adapter', TIP_ADAPTER_CROP_SCALE],
] as const)("%s's scale", (_family, scale) => {
  const [W, H] = [1000, 800];
  const drawn = crops(W, H, scale);
  const shares = drawn.map(({ width, height }) => (width * height) / (W * H));

  it('bounds the area and is used up', () => {
    const width = scale[1] - scale[0];
    expect(Math.min(...shares)).toBeGreaterThan(scale[0] - 0.002);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(Math.min(...shares)).toBeLessThan(scale[0] + 0.02 * width);
    expect(Math.max(...shares)).toBeGreaterThan(scale[1] - 0.1 * width);
  });

  it('keeps to the allowed shapes', () => {
    for (const { width, height } of drawn) {
      expect(width / height).toBeGreaterThan(CROP_RATIO[0] - 0.005);
      expect(width / height).toBeLessThan(CROP_RATIO[1] + 0.01);
    }
  });
});

it('is uniform in area, logarithm of the shape and place where every draw fits', () => {
  const side = 10_000;
  const drawn = crops(side, side, [0.1, 0.4]);
  // Four standard errors of a uniform variable's mean, as a part of its range.
  const error = 4 / Math.sqrt(12 * DRAWS);
  expect(Math.abs(mean(drawn.map(({ width, height }) => (width * height) / side ** 2)) - 0.25)).toBeLessThan(
    error * 0.3,
  );
  const shapes = drawn.map(({ width, height }) => Math.log(width / height));
  expect(Math.abs(mean(shapes))).toBeLessThan(error * 2 * Math.log(4 / 3));
  for (const place of [
    drawn.map(({ left, width }) => left / (side - width)),
    drawn.map(({ top, height }) => top / (side - height)),
  ]) {
    expect(Math.abs(mean(place) - 0.5)).toBeLessThan(error);
  }
});

describe('the middle, where nothing fits', () => {
  it.each([
    ['too tall', 10, 1000, { left: 0, top: 493, width: 10, height: 13 }],
    ['too wide', 1001, 30, { left: 480, top: 0, width: 40, height: 30 }],
  ])('%s', (_what, width, height, expected) => {
    expect(crops(width, height, [0.5, 1])[0]).toEqual(expected);
  });

  it('is the whole image if its shape is allowed', () => {
    const random = xoroshiro128plus(1);
    const whole = randomResizedCrop({ width: 10, height: 9 }, random, { scale: [2, 3], ratio: CROP_RATIO });
    expect(whole).toEqual({ left: 0, top: 0, width: 10, height: 9 });
  });
});
