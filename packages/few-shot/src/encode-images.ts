import type { HostTensor } from '@shotbench/tensor';

import { type Matrix, stackRows } from './matrix.ts';
import type { Classifier } from './method.ts';

/** Images that are in memory at a time. */
const AT_A_TIME = 64;

/**
 * What a classifier that changes the image encoder makes of `count` images, a few of which are read at a time.
 * @param read gives the pixels [n, 3, S, S] of images by their numbers.
 */
export async function encodeImages(
  encode: NonNullable<Classifier['encode']>,
  count: number,
  read: (numbers: ArrayLike<number>) => Promise<HostTensor>,
): Promise<Matrix> {
  const parts: Matrix[] = [];
  for (let start = 0; start < count; start += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, count - start) }, (_, i) => start + i);
    parts.push(await encode(await read(some)));
  }
  return stackRows(parts);
}
