import { MersenneTwister } from '@shotbench/mersenne-twister';

/**
 * CPython's `random.Random`, bit for bit (Lib/random.py and Modules/_randommodule.c, unchanged from 3.2 to 3.13 for these methods), so
 * that a seed picks the same images here as in the papers' code.
 */
export class PythonRandom {
  readonly #twister: MersenneTwister;

  /** @param seed a whole number; its sign is ignored, as by CPython. */
  constructor(seed: number) {
    const key: number[] = [];
    for (let rest = BigInt(Math.abs(seed)); rest > 0n; rest >>= 32n) key.push(Number(rest & 0xffffffffn));
    this.#twister = MersenneTwister.byArray(key.length === 0 ? [0] : key);
  }

  /** `random()`: uniform in [0, 1) with 53 bits. */
  random(): number {
    const [high, low] = [this.#twister.next() >>> 5, this.#twister.next() >>> 6];
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** `getrandbits(bits)` for 1 to 32 bits. */
  getrandbits(bits: number): number {
    return this.#twister.next() >>> (32 - bits);
  }

  /** `randrange(n)`: a whole number in 0 … n − 1; n from 1 to below 2³². */
  below(n: number): number {
    if (!(n >= 1 && n < 2 ** 32)) throw new RangeError(`a number below ${n}`);
    const bits = 32 - Math.clz32(n);
    let value = this.getrandbits(bits);
    while (value >= n) value = this.getrandbits(bits);
    return value;
  }

  /** `sample(range(n), k)`: k different numbers of 0 … n − 1; k at most n. */
  sample(n: number, k: number): number[] {
    if (k > n) throw new RangeError(`${k} different numbers below ${n}`);
    // CPython swaps within a list where that takes less memory than a set of what is taken.
    const setSize = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(k * 3) / Math.log(4)) : 0);
    if (n > setSize) return this.#sampleBySet(n, k);
    const pool = Array.from({ length: n }, (_, i) => i);
    return Array.from({ length: k }, (_, i) => {
      const at = this.below(n - i);
      const taken = pool[at]!;
      pool[at] = pool[n - i - 1]!;
      return taken;
    });
  }

  /** `choices(range(n), k=k)`: k numbers of 0 … n − 1, repeats allowed. */
  choices(n: number, k: number): number[] {
    return Array.from({ length: k }, () => Math.floor(this.random() * n));
  }

  /** `shuffle(items)`, in place. */
  shuffle<T>(items: T[]): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
  }

  #sampleBySet(n: number, k: number): number[] {
    const taken = new Set<number>();
    while (taken.size < k) {
      let candidate = this.below(n);
      while (taken.has(candidate)) candidate = this.below(n);
      taken.add(candidate);
    }
    return [...taken];
  }
}
