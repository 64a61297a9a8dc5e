import type { RasterImage, Rectangle } from '../raster-image.ts';
import { crop } from './crop.ts';
import type { FilterName } from './filters.ts';
import { nearest } from './nearest.ts';
import { premultiply, unpremultiply } from './premultiply.ts';
import { resample } from './resample.ts';

export interface ResizeTarget {
  /** Size of the whole resized image in pixels. */
  readonly width: number;
  readonly height: number;
  /** Bicubic unless said otherwise. */
  readonly filter?: FilterName;
  /** The part of the resized image that is wanted, all of it unless said otherwise; the rest is not computed. */
  readonly window?: Rectangle;
}

/**
 * Resizes as `PIL.Image.Image.resize` does, bit for bit: with antialiasing, alpha multiplied in on the way, images of
 * palette indices and of single bits by nearest neighbour, and no change at all if the size is right already.
 */
export function resizeImage(image: RasterImage, target: ResizeTarget): RasterImage {
  const { width, height, filter = 'bicubic' } = target;
  const { window = { left: 0, top: 0, width, height } } = target;
  if (width === image.width && height === image.height) return crop(image, window);
  if (image.indexed) return nearest(image, { width, height, window });
  if (image.mode !== 'rgba') return resample(image, { width, height, filter, window });
  return unpremultiply(resample(premultiply(image), { width, height, filter, window }));
}

/** The whole image at another size by Pillow's bicubic (see `resizeImage`). */
export function resizeBicubic(image: RasterImage, width: number, height: number): RasterImage {
  return resizeImage(image, { width, height, filter: 'bicubic' });
}
