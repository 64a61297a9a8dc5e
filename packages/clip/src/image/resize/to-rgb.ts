import type { RasterImage } from '../raster-image.ts';
import { multiply } from './premultiply.ts';

/**
 * The colours as Pillow's `convert("RGB")` gives them (src/libImaging/Convert.c): grey three times, alpha dropped
 * with no background put behind it, CMYK by (255 − ink) · (255 − black) without a colour profile.
 */
export function toRgb(image: RasterImage): RasterImage {
  const { mode, data, width, height } = image;
  if (mode === 'rgb') return image.indexed ? { ...image, indexed: false } : image;
  const out = new Uint8Array(width * height * 3);
  if (mode === 'grey') {
    for (let p = 0, o = 0; p < data.length; p++, o += 3) {
      const sample = data[p]!;
      out[o] = sample;
      out[o + 1] = sample;
      out[o + 2] = sample;
    }
  } else {
    for (let p = 0, o = 0; p < data.length; p += 4, o += 3) {
      const light = 255 - data[p + 3]!;
      for (let c = 0; c < 3; c++) {
        const sample = data[p + c]!;
        // Pillow subtracts the rounded product, which is not the product of the complements rounded.
        out[o + c] = mode === 'rgba' ? sample : light - multiply(sample, light);
      }
    }
  }
  return { ...image, mode: 'rgb', data: out, indexed: false };
}
