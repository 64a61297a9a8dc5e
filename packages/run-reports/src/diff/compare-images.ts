import type { DrawnImages } from '@shotbench/tracker';

/** How many training images two runs share. */
export interface ImageComparison {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Compares the training images of two runs; null where one of them does not know its own. */
export function compareImages(first: DrawnImages | undefined, second: DrawnImages | undefined): ImageComparison | null {
  if (!first || !second) return null;
  const [a, b] = [new Set(first.train), new Set(second.train)];
  const both = [...a].filter((id) => b.has(id)).length;
  return { both, onlyFirst: a.size - both, onlySecond: b.size - both };
}
