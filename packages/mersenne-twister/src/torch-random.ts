import { MersenneTwister } from './mersenne-twister.ts';

/**
 * The numbers that PyTorch draws on the CPU after `torch.manual_seed(seed)`: a float32 takes the lower 24 of the Mersenne Twister's 32 bits.
 *
 * Where initial values matter, such as in small adapters, runs that begin with PyTorch's own draws compare seed by seed with those of PyTorch programs.
 */
export class TorchRandom {
  readonly #twister: MersenneTwister;

  /** @param seed a whole number, taken modulo 2³². */
  constructor(seed: number) {
    this.#twister = new MersenneTwister(seed);
  }

  /** Uniform in [0, 1), a multiple of 2⁻²⁴. */
  uniform(): number {
    return (this.#twister.next() & 0xffffff) / 2 ** 24;
  }

  /** A whole number in 0 … below − 1, as `torch.randint(below, ())` draws it: 32 bits modulo `below`, which is at most 2³². */
  below(below: number): number {
    return this.#twister.next() % below;
  }

  /** 0 … length − 1 in the order of `torch.randperm(length)`: each place changes with one that is no earlier. */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, i) => i);
    for (let i = 0; i < length - 1; i++) {
      const j = i + this.below(length - i);
      const item = order[i]!;
      order[i] = order[j]!;
      order[j] = item;
    }
    return order;
  }

  /** Values as the weights, or the bias, of `torch.nn.Linear(inputs, …)`: uniform in ±1/√inputs. */
  linear(count: number, inputs: number): Float32Array {
    const bound = 1 / Math.sqrt(inputs);
    return Float32Array.from({ length: count }, () => 2 * bound * this.uniform() - bound);
  }
}
