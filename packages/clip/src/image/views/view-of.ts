import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';

import type { PreprocessConfig } from '../preprocess/preprocess-config.ts';
import { toPlanes } from '../preprocess/to-planes.ts';
import type { RasterImage } from '../raster-image.ts';
import { crop } from '../resize/crop.ts';
import { resizeImage } from '../resize/resize-image.ts';
import { toRgb } from '../resize/to-rgb.ts';
import { CROP_RATIO, DASSL_CROP_SCALE, randomResizedCrop, type Range } from './random-resized-crop.ts';
import { viewRandom, type ViewKey } from './view-random.ts';

export interface ViewOptions extends ViewKey {
  /** Share of the image's area, `DASSL_CROP_SCALE` unless said otherwise. */
  readonly scale?: Range;
  /** Width over height of the crop, `CROP_RATIO` unless said otherwise. */
  readonly ratio?: Range;
}

/** Of `RandomHorizontalFlip` in the training transforms of Dassl and Tip-Adapter. */
const FLIP_PROBABILITY = 0.5;

/**
 * A training view: a random crop resized to n × n, mirrored half of the time. The same key gives the same bytes,
 * whichever views were made before.
 *
 * @returns 8-bit samples [3, n, n], as `preprocessBytes`.
 */
export function viewOf(image: RasterImage, config: PreprocessConfig, options: ViewOptions): Uint8Array {
  const { scale = DASSL_CROP_SCALE, ratio = CROP_RATIO } = options;
  const random = viewRandom(options);
  const part = crop(image, randomResizedCrop(image, random, { scale, ratio }));
  const mirrored = uniformFloat64(random) < FLIP_PROBABILITY;
  const { size, filter } = config;
  const resized = resizeImage(config.rgbFirst ? toRgb(part) : part, { width: size, height: size, filter });
  return toPlanes(resized, { mirrored });
}
