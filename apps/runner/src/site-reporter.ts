import type { ProgressStream } from './sweep/reporter.ts';

/** How often an export that is not watched on a terminal says how far it is. */
const PLAIN_LINE_MS = 5000;
const TERMINAL_MS = 100;

/** Tells how many pages of a site are written: a status line that changes in place on a terminal, else a plain line now and then. */
export class SiteReporter {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #last: number;

  /** @param now milliseconds. */
  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
    this.#last = now();
  }

  progress({ done, total }: { readonly done: number; readonly total: number }): void {
    const now = this.#now();
    if (now - this.#last < (this.#stream.isTTY ? TERMINAL_MS : PLAIN_LINE_MS)) return;
    this.#last = now;
    const text = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} pages`;
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Clears the status line. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }
}
