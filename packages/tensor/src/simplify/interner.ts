import type { Value } from '../trace/value.ts';

/** Constants up to this many elements are compared by value, larger ones by identity of their data. */
const COMPARED_ELEMENTS = 64;

/** Gives equal values one representative (common subexpression elimination). */
export class Interner {
  readonly #representatives = new Map<string, Value>();
  readonly #numbers = new Map<object, number>();
  readonly #settled = new Set<Value>();

  intern(value: Value): Value {
    if (this.#settled.has(value)) return value;
    const own =
      value.kind === 'operation' ? { ...value, inputs: value.inputs.map((input) => this.intern(input)) } : value;
    const key = this.#key(own);
    const known = this.#representatives.get(key);
    if (known) return known;
    this.#representatives.set(key, own);
    this.#settled.add(own);
    return own;
  }

  #key(value: Value): string {
    const type = `${value.dtype}[${value.shape.join(',')}]`;
    if (value.kind === 'input') return `input ${value.name} ${type}`;
    if (value.kind === 'constant') {
      const { data } = value;
      const content = data.length <= COMPARED_ELEMENTS ? Array.from(data, String).join(',') : `#${this.#number(data)}`;
      return `constant ${type} ${content}`;
    }
    const inputs = value.inputs.map((input) => this.#number(input)).join(',');
    return `${value.op} ${type} (${inputs}) ${JSON.stringify(value.attributes)}`;
  }

  #number(object: object): number {
    let number = this.#numbers.get(object);
    if (number === undefined) this.#numbers.set(object, (number = this.#numbers.size));
    return number;
  }
}
