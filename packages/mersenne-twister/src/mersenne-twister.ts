const [N, M] = [624, 397];
const MATRIX = 0x9908b0df;

/** MT19937 (Matsumoto and Nishimura, 1998). */
export class MersenneTwister {
  readonly #state = new Uint32Array(N);
  #next = N;

  /**
   * Seeded by one number: `init_genrand`, as PyTorch and C++ have it.
   * @param seed a whole number, taken modulo 2³².
   */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, state[i - 1]! ^ (state[i - 1]! >>> 30)) + i;
  }

  /**
   * Seeded by several numbers: `init_by_array`, as CPython has it.
   * @param key 32-bit words, at least one.
   */
  static byArray(key: readonly number[]): MersenneTwister {
    const twister = new MersenneTwister(19650218);
    const state = twister.#state;
    let [i, j] = [1, 0];
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const previous = state[i - 1]!;
      state[i] = (state[i]! ^ Math.imul(previous ^ (previous >>> 30), 1664525)) + key[j]! + j;
      if (++i >= N) [state[0], i] = [state[N - 1]!, 1];
      if (++j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const previous = state[i - 1]!;
      state[i] = (state[i]! ^ Math.imul(previous ^ (previous >>> 30), 1566083941)) - i;
      if (++i >= N) [state[0], i] = [state[N - 1]!, 1];
    }
    state[0] = 0x80000000;
    return twister;
  }

  /** The next 32 random bits, as a number from 0. */
  next(): number {
    if (this.#next === N) this.#twist();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let k = 0; k < N; k++) {
      const y = (state[k]! & 0x80000000) | (state[(k + 1) % N]! & 0x7fffffff);
      state[k] = state[(k + M) % N]! ^ (y >>> 1) ^ (y & 1 ? MATRIX : 0);
    }
    this.#next = 0;
  }
}
