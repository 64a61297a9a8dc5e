import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * Numbers that are thrown away. Neighbouring seeds begin with nearly the same state, and the generator takes some steps to tell them
 * apart: its first number is close to 2³¹ for every small seed.
 */
const WARM_UP = 64;

/** A seeded source of randomness; the same seed gives the same numbers on every machine. */
export class Random {
  readonly #generator: RandomGenerator;

  /** @param seed any whole number. */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(scrambled(seed));
    for (let i = 0; i < WARM_UP; i++) this.#generator.next();
  }

  /** A whole number in 0 … below − 1, all equally likely. */
  below(below: number): number {
    return uniformInt(this.#generator, 0, below - 1);
  }

  /** Uniform in [0, 1), a multiple of 2⁻³¹. */
  uniform(): number {
    return this.below(2 ** 31) / 2 ** 31;
  }

  /** Normally distributed with mean 0 and standard deviation 1 (Box and Muller, 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
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

/** A number of 32 bits, all of which depend on all bits of the seed: the last step of MurmurHash3 (Appleby, 2011). */
function scrambled(seed: number): number {
  const x = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  const y = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return y ^ (y >>> 16);
}
