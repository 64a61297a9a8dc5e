import { type Asked, keyOf } from './asked.ts';

/** More pages than this are hardly open at once, whose requests come again with every new edition. */
const MOST = 24;

/** What is asked for again and again: the requests of the pages that are open. */
export class AskedLately {
  readonly #asked = new Map<string, { readonly asked: Asked; readonly edition: number }>();
  #edition = 0;

  note(asked: Asked): void {
    const key = keyOf(asked);
    // The last asked for is the last in the map.
    this.#asked.delete(key);
    this.#asked.set(key, { asked, edition: this.#edition });
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= MOST) break;
      this.#asked.delete(oldest);
    }
  }

  /** What was asked for while this edition or the one before was the newest, the latest first. A new edition begins. */
  next(): Asked[] {
    const lately = [...this.#asked].filter(([, { edition }]) => edition >= this.#edition - 1);
    this.#asked.clear();
    for (const [key, value] of lately) this.#asked.set(key, value);
    this.#edition++;
    return lately.map(([, { asked }]) => asked).reverse();
  }
}
