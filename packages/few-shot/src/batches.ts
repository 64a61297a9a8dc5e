import { type HostTensor, int32 } from '@shotbench/tensor';

import type { Random } from './random.ts';

export interface BatchOptions {
  /** N, training images. */
  readonly count: number;
  /** B; smaller sets train on all their images at once. */
  readonly batchSize: number;
  readonly epochs: number;
  /** V, views of each image; each epoch takes one of them at random for each image. Default 1. */
  readonly views?: number;
  /** Shuffles every epoch; without it batches are taken in order. */
  readonly random?: Random;
}

export interface Batches {
  /** Rows of every step in the stacked views [V · N, D], int32 [epochs · stepsPerEpoch, min(N, B)]. */
  readonly indices: HostTensor;
  readonly stepsPerEpoch: number;
}

/**
 * Batches as Dassl's training loader makes them (`dassl/data/data_manager.py`, `drop_last = len(data) >= batch_size`): each epoch is
 * a new permutation cut into ⌊N/B⌋ batches whose rest is dropped, or one batch of all N images where N < B.
 */
export function epochBatches({ count, batchSize, epochs, views = 1, random }: BatchOptions): Batches {
  const size = Math.min(count, batchSize);
  const stepsPerEpoch = Math.floor(count / size);
  const used = stepsPerEpoch * size;
  const indices = new Int32Array(epochs * used);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random?.permutation(count) ?? Int32Array.from({ length: count }, (_, i) => i);
    const rows = order.subarray(0, used);
    const drawn = views > 1 && random ? rows.map((row) => row + count * random.below(views)) : rows;
    indices.set(drawn, epoch * used);
  }
  return { indices: int32([epochs * stepsPerEpoch, size], indices), stepsPerEpoch };
}
