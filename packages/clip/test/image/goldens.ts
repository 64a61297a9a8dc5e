import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type NdArray, readSafetensors } from '@shotbench/array-files';

/**
 * Six images after torchvision 0.14.1's transforms on Pillow 9.4.0, as openai/CLIP d05afc4 composes them; of the
 * 224-pixel ones only the SHA-256.
 */
export const IMAGE_GOLDENS = join(import.meta.dirname, '..', 'goldens', 'image-preprocess');

/**
 * One small image in many formats, decoded and resized by Pillow 11.3.0 (libjpeg-turbo 3.1.1). Of every file there
 * are its colours, `NAME.rgb`, and the centre crop of 16 × 16 with the conversion to RGB after the resize,
 * `NAME.openai`, and before, `NAME.rgb_first`; all [height, width, 3].
 */
export const FORMAT_GOLDENS = join(IMAGE_GOLDENS, 'formats');

export function readGolden(file: string): ReadonlyMap<string, NdArray> {
  return readSafetensors(readFileSync(file), file);
}

/** [3, height, width] as [height, width, 3]. */
export function interleaved(planes: Uint8Array): Uint8Array {
  const plane = planes.length / 3;
  return Uint8Array.from(planes, (_, i) => planes[(i % 3) * plane + Math.floor(i / 3)]!);
}

/** The largest difference of two arrays of equal length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
