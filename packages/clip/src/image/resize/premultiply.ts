import type { RasterImage } from '../raster-image.ts';

/** Multiplies colours by alpha, a·b/255 rounded (Pillow's `rgbA2rgba` in src/libImaging/Convert.c). */
export function premultiply(image: RasterImage): RasterImage {
  const { data } = image;
  const out = new Uint8Array(data.length);
  for (let p = 0; p < data.length; p += 4) {
    const alpha = data[p + 3]!;
    out[p] = multiply(data[p]!, alpha);
    out[p + 1] = multiply(data[p + 1]!, alpha);
    out[p + 2] = multiply(data[p + 2]!, alpha);
    out[p + 3] = alpha;
  }
  return { ...image, data: out };
}

/** Divides colours by alpha, 255·c/alpha cut off and clipped; colours under alpha 0 and 255 stay (`rgba2rgbA` there). */
export function unpremultiply(image: RasterImage): RasterImage {
  const { data } = image;
  const out = Uint8Array.from(data);
  for (let p = 0; p < data.length; p += 4) {
    const alpha = data[p + 3]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = p; c < p + 3; c++) out[c] = Math.min(255, Math.trunc((255 * data[c]!) / alpha));
  }
  return { ...image, data: out };
}

/** a·b/255 rounded, for whole numbers up to 255: exact, and without a division. */
export function multiply(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}
