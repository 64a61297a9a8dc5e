import { CHANNELS, type RasterImage, type Rectangle } from '../raster-image.ts';

/** The pixels inside a rectangle, which must lie within the image. */
export function crop(image: RasterImage, { left, top, width, height }: Rectangle): RasterImage {
  if (left < 0 || top < 0 || width < 1 || height < 1 || left + width > image.width || top + height > image.height) {
    throw new RangeError(`no ${width} × ${height} crop at ${left}, ${top} in ${image.width} × ${image.height}`);
  }
  const C = CHANNELS[image.mode];
  const data = new Uint8Array(height * width * C);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * C;
    data.set(image.data.subarray(from, from + width * C), y * width * C);
  }
  return { ...image, width, height, data };
}
