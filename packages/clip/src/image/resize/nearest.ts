import { CHANNELS, type RasterImage, type Rectangle } from '../raster-image.ts';

export interface NearestTarget {
  readonly width: number;
  readonly height: number;
  readonly window: Rectangle;
}

/** Nearest neighbour as Pillow steps through an image (`ImagingScaleAffine` in src/libImaging/Geometry.c). */
export function nearest(image: RasterImage, { width, height, window }: NearestTarget): RasterImage {
  const C = CHANNELS[image.mode];
  const columns = steps(image.width, width);
  const rows = steps(image.height, height);
  const data = new Uint8Array(window.width * window.height * C);
  let o = 0;
  for (let y = window.top; y < window.top + window.height; y++) {
    for (let x = window.left; x < window.left + window.width; x++) {
      const p = (rows[y]! * image.width + columns[x]!) * C;
      for (let c = 0; c < C; c++) data[o++] = image.data[p + c]!;
    }
  }
  return { ...image, width: window.width, height: window.height, data };
}

/** The input pixel of every output; the step is added up, not multiplied, so that it rounds as Pillow's. */
function steps(from: number, to: number): Int32Array {
  const step = from / to;
  const pixels = new Int32Array(to);
  for (let i = 0, at = step * 0.5; i < to; i++, at += step) pixels[i] = Math.trunc(at);
  return pixels;
}
