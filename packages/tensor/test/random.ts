/** Seeded test data (xorshift32): the same numbers on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761) >>> 0 || 1;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state ^= this.#state << 13;
    this.#state >>>= 0;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state / 2 ** 32;
  }

  /** A whole number in from … to, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!;
  }

  array(length: number, from = -2, to = 2): Float32Array {
    return Float32Array.from({ length }, () => this.between(from, to));
  }

  /** `length` numbers of which no two are close, in random order: for operations that compare elements. */
  distinct(length: number): Float32Array {
    const values = Float32Array.from({ length }, (_, i) => (i - length / 2) * 0.37 + 0.1);
    for (let i = length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [values[i], values[j]] = [values[j]!, values[i]!];
    }
    return values;
  }

  shape(options: { rank?: number; minRank?: number; maxRank?: number; empty?: boolean } = {}): number[] {
    const rank = options.rank ?? this.int(options.minRank ?? 0, options.maxRank ?? 4);
    return Array.from({ length: rank }, () => this.int(options.empty ? 0 : 1, 4));
  }

  /** A shape that broadcasts to the given one: some axes collapsed to 1, some leading axes gone. */
  collapsed(shape: readonly number[]): number[] {
    const collapsed = shape.map((dim) => (this.next() < 0.3 ? 1 : dim));
    return collapsed.slice(this.next() < 0.4 ? this.int(0, shape.length) : 0);
  }
}
