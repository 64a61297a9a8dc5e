import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { expect, it } from 'vitest';

import { IMAGE_GOLDENS } from '../../../test/image/goldens.ts';
import { noise } from '../../../test/image/images.ts';
import { decodeImage } from '../decode/decode-image.ts';
import { preprocessBytes } from '../preprocess/preprocess-bytes.ts';
import { openaiPreprocess } from '../preprocess/preprocess-config.ts';
import type { RasterImage } from '../raster-image.ts';
import { TIP_ADAPTER_CROP_SCALE } from './random-resized-crop.ts';
import { viewOf } from './view-of.ts';
import type { ViewKey } from './view-random.ts';

const N = 16;
const config = openaiPreprocess(N);
const image = noise(60, 45);
const key: ViewKey = { seed: 1, index: 2, view: 3 };

it('is the same for the same key, whichever views were made before', () => {
  const keys = [0, 1, 2, 3].flatMap((view) => [0, 1].map((index) => ({ seed: 1, index, view })));
  const forwards = keys.map((each) => viewOf(image, config, each));
  const backwards = [...keys].reverse().map((each) => viewOf(image, config, each));
  expect(backwards.reverse()).toEqual(forwards);
  expect(new Set(forwards.map(sha256)).size).toBe(keys.length);
});

it.each([{ seed: 2 }, { index: 3 }, { view: 4 }, { seed: 2, view: 2 }, { index: 3, view: 2 }, { seed: -1 }])(
  'is another for another key: %j',
  (change) => {
    expect(viewOf(image, config, { ...key, ...change })).not.toEqual(viewOf(image, config, key));
  },
);

/** 0 at the left edge to 255 at the right. */
const ramp: RasterImage = {
  ...noise(256, 100, 'grey'),
  data: Uint8Array.from({ length: 256 * 100 }, (_, i) => i % 256),
};

it('is mirrored half of the time', () => {
  const views = 400;
  let mirrored = 0;
  for (let view = 0; view < views; view++) {
    const bytes = viewOf(ramp, config, { ...key, view });
    if (bytes[0]! > bytes[N - 1]!) mirrored += 1;
  }
  // Four standard deviations of a fair coin.
  expect(Math.abs(mirrored - views / 2)).toBeLessThan(4 * Math.sqrt(views / 4));
});

it('is mirrored as a whole: every row reversed', () => {
  // One crop alone fits, so views are that crop or its mirror image.
  const only = { ...key, scale: [1, 1], ratio: [60 / 45, 60 / 45] } as const;
  const whole = preprocessBytes(image, { ...config, resize: { side: 'both', to: N } });
  const reversed = whole.map((_, i) => whole[i - (i % N) + (N - 1 - (i % N))]!);
  const seen = Array.from({ length: 20 }, (_, view) => viewOf(image, config, { ...only, view }));
  for (const view of seen) expect([sha256(whole), sha256(reversed)]).toContain(sha256(view));
  expect(seen).toContainEqual(whole);
  expect(seen).toContainEqual(reversed);
});

it('crops less of the image at the scale of Tip-Adapter', () => {
  const spread = (scale?: readonly [number, number]): number => {
    let sum = 0;
    for (let view = 0; view < 200; view++) {
      const bytes = viewOf(ramp, config, { ...key, view, ...(scale === undefined ? {} : { scale }) });
      sum += Math.abs(bytes[N - 1]! - bytes[0]!);
    }
    return sum / 200;
  };
  expect(spread(TIP_ADAPTER_CROP_SCALE)).toBeGreaterThan(spread());
});

it('stays what it is: stored features depend on it', async () => {
  const photo = await decodeImage(join(IMAGE_GOLDENS, '01_landscape_rgb.png'));
  expect(sha256(viewOf(photo, openaiPreprocess(32), key))).toBe(
    'de76b2a0361ac3a49082b59a6eedd5e22116d72b033a3c9b21bb2be1d2a6bbe8',
  );
});
