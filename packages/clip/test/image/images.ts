import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

import { CHANNELS, type ColourMode, type RasterImage } from '../../src/image/raster-image.ts';

/** White noise: every mistake shows. */
export function noise(width: number, height: number, mode: ColourMode = 'rgb', seed = 1): RasterImage {
  const random = xoroshiro128plus(seed);
  const data = Uint8Array.from({ length: width * height * CHANNELS[mode] }, () => uniformInt(random, 0, 255));
  return { name: 'noise', width, height, mode, data, indexed: false };
}
