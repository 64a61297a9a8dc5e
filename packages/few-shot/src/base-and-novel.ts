/** The two halves of the classes 0 … C − 1. */
export interface BaseAndNovel {
  readonly base: readonly number[];
  readonly novel: readonly number[];
}

/**
 * Classes to learn and classes to meet afterwards: the first ⌈C/2⌉ by number are base, the others novel (CoOp ff61507,
 * `subsample_classes` in `datasets/oxford_pets.py`; CoCoOp, section 4.1).
 */
export function baseAndNovel(classes: number): BaseAndNovel {
  const numbers = Array.from({ length: classes }, (_, c) => c);
  const half = Math.ceil(classes / 2);
  return { base: numbers.slice(0, half), novel: numbers.slice(half) };
}
