const SIZE = 624;
const SHIFT = 397;

/**
 * The numbers that PyTorch draws on the CPU after `torch.manual_seed(seed)`: the Mersenne Twister of Matsumoto and Nishimura (1998), of whose 32 bits a
 * float32 takes the lower 24.
 *
 * LP++ starts from a random bias and keeps the epoch that is best on a few validation images, where one image can move the test accuracy by points; with
 * PyTorch's own draws its runs compare seed by seed with those of PyTorch programs.
 */
export class TorchRandom {
  readonly #state = new Uint32Array(SIZE);
  #at = SIZE;

  /** @param seed a whole number, taken modulo 2³². */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, state[i - 1]! ^ (state[i - 1]! >>> 30)) + i;
  }

  /** 32 random bits, in 0 … 2³² − 1. */
  bits(): number {
    if (this.#at === SIZE) this.#twist();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, 1), a multiple of 2⁻²⁴. */
  uniform(): number {
    return (this.bits() & 0xffffff) / 2 ** 24;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
      state[i] = state[(i + SHIFT) % SIZE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }
}
