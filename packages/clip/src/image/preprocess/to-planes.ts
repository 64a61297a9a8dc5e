import type { RasterImage } from '../raster-image.ts';
import { toRgb } from '../resize/to-rgb.ts';

/** Red, green and blue one after the other, [3, height, width], left and right swapped if asked for. */
export function toPlanes(image: RasterImage, { mirrored }: { readonly mirrored: boolean }): Uint8Array {
  const { width, height, data } = toRgb(image);
  const plane = width * height;
  const out = new Uint8Array(3 * plane);
  const step = mirrored ? -3 : 3;
  let o = 0;
  for (let y = 0; y < height; y++) {
    let p = (y * width + (mirrored ? width - 1 : 0)) * 3;
    for (let x = 0; x < width; x++) {
      out[o] = data[p]!;
      out[o + plane] = data[p + 1]!;
      out[o + 2 * plane] = data[p + 2]!;
      p += step;
      o += 1;
    }
  }
  return out;
}
