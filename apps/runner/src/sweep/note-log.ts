const KEPT = 20;

/** The last notes of a fit, each with the seconds since it was begun, as a failed run keeps them. */
export class NoteLog {
  readonly #now: () => number;
  readonly #began: number;
  readonly #notes: { readonly seconds: number; readonly note: string }[] = [];

  /** @param now milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#began = now();
  }

  add(note: string): void {
    if (this.#notes.length === KEPT) this.#notes.shift();
    this.#notes.push({ seconds: (this.#now() - this.#began) / 1000, note });
  }

  /** One line for each note; undefined where there are none. */
  text(): string | undefined {
    if (this.#notes.length === 0) return undefined;
    return this.#notes.map(({ seconds, note }) => `${seconds.toFixed(2)} s: ${note}\n`).join('');
  }
}
