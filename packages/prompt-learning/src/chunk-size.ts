import type { ClipConfig } from '@shotbench/clip';

/** Bytes of activations that one chunk may keep for its backward pass. */
const BUDGET = 2 ** 30;

/**
 * Numbers that a block keeps of each token for its backward pass, in widths: both norms (in and out), queries, keys and values, what attention mixed
 * and what became of it, three of the four times wider hidden layer, and the block's result.
 */
const WIDTHS = 22;

/** How many classes of so many tokens each are encoded at a time, so that memory does not grow with the number of classes. */
export function classesPerChunk({ width, layers }: ClipConfig['text'], tokens: number): number {
  const bytes = tokens * width * layers * WIDTHS * Float32Array.BYTES_PER_ELEMENT;
  return Math.max(1, Math.floor(BUDGET / bytes));
}
