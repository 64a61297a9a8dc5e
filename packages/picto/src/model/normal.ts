import { PythonRandom } from '@shotbench/datasets';

/** Normally distributed numbers with mean 0 and standard deviation 1 (Box and Muller, 1958) from a seed. */
export class Normal {
  readonly #random: PythonRandom;

  constructor(seed: number) {
    this.#random = new PythonRandom(seed);
  }

  next(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.random()));
    return radius * Math.cos(2 * Math.PI * this.#random.random());
  }
}
