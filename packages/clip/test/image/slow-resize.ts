import { CHANNELS, type RasterImage } from '../../src/image/raster-image.ts';

const KERNELS = {
  /** Keys (1981), equation 4, with a = −1/2. */
  bicubic(s: number): number {
    const x = Math.abs(s);
    if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
    return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
  },
  bilinear: (s: number): number => Math.max(0, 1 - Math.abs(s)),
};

/**
 * The same resampling in floating point: every output pixel looks at every pixel of its row, then of its column, as
 * samples with a kernel that is as wide as the larger of the two pixel pitches.
 */
export function slowResize(
  image: RasterImage,
  width: number,
  height: number,
  filter: keyof typeof KERNELS = 'bicubic',
): Uint8Array {
  const C = CHANNELS[image.mode];
  const pixel = (data: ArrayLike<number>, columns: number, y: number, x: number, c: number): number =>
    data[(y * columns + x) * C + c]!;

  const wide: number[] = [];
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < C; c++)
        wide.push(mix(image.width, width, x, filter, (at) => pixel(image.data, image.width, y, at, c)));

  const out: number[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < C; c++) out.push(mix(image.height, height, y, filter, (at) => pixel(wide, width, at, x, c)));
  return Uint8Array.from(out);
}

/** The weighted mean for output `i` of `to` along a side of `from` pixels, as an 8-bit sample. */
function mix(
  from: number,
  to: number,
  i: number,
  filter: keyof typeof KERNELS,
  sample: (at: number) => number,
): number {
  if (from === to) return sample(i);
  const centre = ((i + 0.5) * from) / to;
  const pitch = Math.max(1, from / to);
  let sum = 0;
  let weights = 0;
  for (let at = 0; at < from; at++) {
    const weight = KERNELS[filter]((at + 0.5 - centre) / pitch);
    sum += weight * sample(at);
    weights += weight;
  }
  return Math.min(255, Math.max(0, Math.round(sum / weights)));
}
