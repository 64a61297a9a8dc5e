import type { Sprite } from './canvas.ts';

/** An icon with premultiplied colours and an empty border of one pixel: [size + 2, size + 2, 4] of 0 … 255. */
export interface Filtered {
  /** Without the border. */
  readonly size: number;
  /** Longer than needed; overwritten by the next call. */
  readonly texels: Float32Array;
}

/** Two buffers by turns: one is averaged into the other. They grow to the largest icon seen. */
const buffers: [Float32Array, Float32Array] = [new Float32Array(0), new Float32Array(0)];

/**
 * Premultiplies an icon by its alpha and halves it by averages of 2 × 2 pixels until one step on the canvas is
 * about one pixel of it (between 0.7 and 1.4), so that bilinear samples skip nothing. An odd size is not halved.
 *
 * @param step pixels of the icon between neighbouring pixels of the canvas.
 */
export function prefilter({ size, rgba }: Sprite, step: number): Filtered {
  let [current, next] = [premultiplied(size, rgba), 1];
  let [side, remaining] = [size, step];
  for (; remaining > Math.SQRT2 && side % 2 === 0; remaining /= 2) {
    side /= 2;
    current = halved(current, side, next);
    next = 1 - next;
  }
  return { size: side, texels: current };
}

function premultiplied(size: number, rgba: Uint8Array): Float32Array {
  const into = emptyBuffer(0, size);
  for (let y = 0; y < size; y++) {
    let to = 4 * ((y + 1) * (size + 2) + 1);
    for (let from = 4 * y * size; from < 4 * (y + 1) * size; from += 4, to += 4) {
      const alpha = rgba[from + 3]!;
      into[to] = (rgba[from]! * alpha) / 255;
      into[to + 1] = (rgba[from + 1]! * alpha) / 255;
      into[to + 2] = (rgba[from + 2]! * alpha) / 255;
      into[to + 3] = alpha;
    }
  }
  return into;
}

/** @param size of the result */
function halved(from: Float32Array, size: number, buffer: number): Float32Array {
  const into = emptyBuffer(buffer, size);
  const row = 4 * (2 * size + 2);
  for (let y = 0; y < size; y++) {
    let at = (2 * y + 1) * row + 4;
    let to = 4 * ((y + 1) * (size + 2) + 1);
    for (let x = 0; x < size; x++, at += 8) {
      for (let channel = 0; channel < 4; channel++, to++) {
        const i = at + channel;
        into[to] = (from[i]! + from[i + 4]! + from[i + row]! + from[i + row + 4]!) / 4;
      }
    }
  }
  return into;
}

function emptyBuffer(which: number, size: number): Float32Array {
  const length = 4 * (size + 2) ** 2;
  if (buffers[which]!.length < length) buffers[which] = new Float32Array(length);
  return buffers[which]!.fill(0, 0, length);
}
