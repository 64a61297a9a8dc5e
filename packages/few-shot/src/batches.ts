import { ShotbenchError } from '@shotbench/errors';
import { float32, type HostTensor, int32 } from '@shotbench/tensor';

/** What shuffles the images and draws their views: `TorchRandom`, so that a seed has the batches that it has in PyTorch, or `Random`. */
export interface Draws {
  /** 0 … length − 1 in random order. */
  permutation(length: number): Int32Array;
  /** A whole number in 0 … below − 1. */
  below(below: number): number;
}

export interface BatchOptions {
  /** N, training images. */
  readonly count: number;
  /** B; smaller sets train on all their images at once. */
  readonly batchSize: number;
  readonly epochs: number;
  /** V, views of each image; each epoch takes one of them at random for each image. Default 1. */
  readonly views?: number;
  /** Shuffles every epoch; without it batches are taken in order. */
  readonly random?: Draws;
  /** What becomes of the images that do not fill a batch: left out of that epoch, or a smaller batch. Default `drop`. */
  readonly rest?: 'drop' | 'keep';
}

export interface Batches {
  /** Rows of every step in the stacked views [V · N, D], int32 [epochs · stepsPerEpoch, min(N, B)]. */
  readonly indices: HostTensor;
  /**
   * What each row counts in the mean of its batch, float32 [epochs · stepsPerEpoch, min(N, B)]: one over the size of the batch, and 0
   * for rows that only fill up a smaller batch. Without `rest: 'keep'` they are all equal.
   */
  readonly weights: HostTensor;
  readonly stepsPerEpoch: number;
}

/**
 * Batches as PyTorch's loaders make them: each epoch is a new permutation cut into batches of B. By default as in Dassl's training loader
 * (`dassl/data/data_manager.py`, `drop_last = len(data) >= batch_size`): ⌊N/B⌋ batches whose rest is dropped, or one batch of all N
 * images where N < B. With `rest: 'keep'` there are ⌈N/B⌉, the last one smaller.
 *
 * @throws ShotbenchError `BATCHES_EMPTY` where there is nothing to draw from.
 */
export function epochBatches(options: BatchOptions): Batches {
  const { count, batchSize, epochs, views = 1, random, rest = 'drop' } = options;
  if (count < 1 || batchSize < 1) {
    throw new ShotbenchError(
      'BATCHES_EMPTY',
      `batches of ${batchSize} from ${count} images are empty; expected at least one image in each`,
    );
  }
  const size = Math.min(count, batchSize);
  const stepsPerEpoch = rest === 'keep' ? Math.ceil(count / size) : Math.floor(count / size);
  const places = stepsPerEpoch * size;
  const used = Math.min(places, count);
  const lastSize = size - (places - used);
  const indices = new Int32Array(epochs * places);
  const weights = new Float32Array(epochs * places).fill(1 / size);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random?.permutation(count) ?? Int32Array.from({ length: count }, (_, i) => i);
    const rows = order.subarray(0, used);
    const drawn = views > 1 && random ? rows.map((row) => row + count * random.below(views)) : rows;
    indices.set(drawn, epoch * places);
    if (used < places) {
      const end = (epoch + 1) * places;
      weights.fill(1 / lastSize, end - size, end - size + lastSize).fill(0, end - size + lastSize, end);
    }
  }
  const shape = [epochs * stepsPerEpoch, size];
  return { indices: int32(shape, indices), weights: float32(shape, weights), stepsPerEpoch };
}
