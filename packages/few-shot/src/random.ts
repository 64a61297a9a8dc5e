import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A seeded source of randomness; the same seed gives the same numbers on every machine. */
export class Random {
  readonly #generator: RandomGenerator;

  /** @param seed any whole number. */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number in 0 … below − 1, all equally likely. */
  below(below: number): number {
    return uniformInt(this.#generator, 0, below - 1);
  }

  /** 0 … length − 1 in random order (Fisher and Yates). */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const item = order[i]!;
      order[i] = order[j]!;
      order[j] = item;
    }
    return order;
  }
}
