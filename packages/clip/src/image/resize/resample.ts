import { CHANNELS, type RasterImage, type Rectangle } from '../raster-image.ts';
import { type AxisWeights, axisWeights, WEIGHT_BITS } from './axis-weights.ts';
import { crop } from './crop.ts';
import type { FilterName } from './filters.ts';

export interface ResampleTarget {
  /** Size of the whole resized image. */
  readonly width: number;
  readonly height: number;
  readonly filter: FilterName;
  /** The part of the resized image to compute. */
  readonly window: Rectangle;
}

const HALF = 1 << (WEIGHT_BITS - 1);

/**
 * Pillow's `ImagingResample` for 8-bit samples (src/libImaging/Resample.c): along x, rounded to 8 bits, then along y.
 * A side that keeps its length is left alone. All channels are treated alike; alpha has to be multiplied in before.
 */
export function resample(image: RasterImage, { width, height, filter, window }: ResampleTarget): RasterImage {
  const [fromX, fromY] = [image.width, image.height];
  const rows =
    height === fromY
      ? undefined
      : axisWeights({ from: fromY, to: height, start: window.top, count: window.height, filter });
  // Only these rows of the input reach the window.
  const top = rows === undefined ? window.top : rows.firsts[0]!;
  const bottom = rows === undefined ? top + window.height : rows.firsts.at(-1)! + rows.counts.at(-1)!;
  const columns =
    width === fromX
      ? undefined
      : axisWeights({ from: fromX, to: width, start: window.left, count: window.width, filter });
  const band = { left: 0, top, width: fromX, height: bottom - top };
  const strip =
    columns === undefined
      ? crop(image, { ...band, left: window.left, width: window.width })
      : alongX(image, band, columns);
  return rows === undefined ? strip : alongY(strip, top, rows);
}

function alongX(image: RasterImage, { top, height }: Rectangle, weights: AxisWeights): RasterImage {
  const { data, mode } = image;
  const { firsts, counts, taps, stride } = weights;
  const [C, width] = [CHANNELS[mode], firsts.length];
  const out = new Uint8ClampedArray(height * width * C);
  let o = 0;
  for (let y = top; y < top + height; y++) {
    const row = y * image.width * C;
    for (let x = 0; x < width; x++) {
      const begin = x * stride;
      const end = begin + counts[x]!;
      const source = row + firsts[x]! * C;
      if (C === 3) {
        // The usual case: every weight is loaded once for the three channels.
        let r = HALF;
        let g = HALF;
        let b = HALF;
        let p = source;
        for (let k = begin; k < end; k++) {
          const tap = taps[k]!;
          r = (r + Math.imul(data[p]!, tap)) | 0;
          g = (g + Math.imul(data[p + 1]!, tap)) | 0;
          b = (b + Math.imul(data[p + 2]!, tap)) | 0;
          p += 3;
        }
        out[o] = r >> WEIGHT_BITS;
        out[o + 1] = g >> WEIGHT_BITS;
        out[o + 2] = b >> WEIGHT_BITS;
      } else {
        for (let c = 0; c < C; c++) {
          let sum = HALF;
          let p = source + c;
          for (let k = begin; k < end; k++) {
            sum = (sum + Math.imul(data[p]!, taps[k]!)) | 0;
            p += C;
          }
          out[o + c] = sum >> WEIGHT_BITS;
        }
      }
      o += C;
    }
  }
  return { ...image, width, height, data: new Uint8Array(out.buffer) };
}

/** @param strip Rows of the image from `top` on. */
function alongY(strip: RasterImage, top: number, weights: AxisWeights): RasterImage {
  const { data } = strip;
  const { firsts, counts, taps, stride } = weights;
  const [rowLength, height] = [strip.width * CHANNELS[strip.mode], firsts.length];
  const out = new Uint8ClampedArray(height * rowLength);
  for (let y = 0; y < height; y++) {
    const begin = y * stride;
    const end = begin + counts[y]!;
    const source = (firsts[y]! - top) * rowLength;
    const target = y * rowLength;
    let x = 0;
    // Four neighbours at a time share each weight.
    for (; x + 3 < rowLength; x += 4) {
      let s0 = HALF;
      let s1 = HALF;
      let s2 = HALF;
      let s3 = HALF;
      let p = source + x;
      for (let k = begin; k < end; k++) {
        const tap = taps[k]!;
        s0 = (s0 + Math.imul(data[p]!, tap)) | 0;
        s1 = (s1 + Math.imul(data[p + 1]!, tap)) | 0;
        s2 = (s2 + Math.imul(data[p + 2]!, tap)) | 0;
        s3 = (s3 + Math.imul(data[p + 3]!, tap)) | 0;
        p += rowLength;
      }
      const o = target + x;
      out[o] = s0 >> WEIGHT_BITS;
      out[o + 1] = s1 >> WEIGHT_BITS;
      out[o + 2] = s2 >> WEIGHT_BITS;
      out[o + 3] = s3 >> WEIGHT_BITS;
    }
    for (; x < rowLength; x++) {
      let sum = HALF;
      let p = source + x;
      for (let k = begin; k < end; k++) {
        sum = (sum + Math.imul(data[p]!, taps[k]!)) | 0;
        p += rowLength;
      }
      out[target + x] = sum >> WEIGHT_BITS;
    }
  }
  return { ...strip, height, data: new Uint8Array(out.buffer) };
}
