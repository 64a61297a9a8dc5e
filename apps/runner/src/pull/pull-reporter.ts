import type { ProgressStream } from '../sweep/reporter.ts';
import { formatBytes } from './format-bytes.ts';

/** How often a pull that is not watched on a terminal says how far it is. */
const PLAIN_LINE_MS = 10_000;

/** Tells how a pull is getting on: a status line that changes in place on a terminal, else a plain line now and then. */
export class PullReporter {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #file = '';
  #total = 0;
  #done = 0;
  #began = 0;
  #arrived = 0;
  #lastStatus = 0;

  /** @param now milliseconds. */
  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  /** @param done Bytes of `total` that are there from earlier. */
  start(total: number, done: number): void {
    [this.#total, this.#done, this.#began] = [total, done, this.#now()];
    this.#lastStatus = this.#began;
  }

  fileStarted(name: string, bytes: number, have: number): void {
    this.#file = name;
    const from = have > 0 ? `, going on from ${formatBytes(have)}` : '';
    this.line(`${name}: ${formatBytes(bytes)}${from}`);
  }

  /** @param count Negative where bytes are thrown away again. */
  bytes(count: number): void {
    this.#done += count;
    if (count > 0) this.#arrived += count;
    const now = this.#now();
    if (now - this.#lastStatus < (this.#stream.isTTY ? 100 : PLAIN_LINE_MS)) return;
    this.#lastStatus = now;
    const text = `${this.#file}: ${this.#progress(now)}`;
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
    else this.line(text);
  }

  line(text: string): void {
    this.end();
    this.#stream.write(`${text}\n`);
  }

  /** Clears the status line. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }

  /** For example "120.0 MB of 605.2 MB in all, 12.3 MB/s, about 40 s left". */
  #progress(now: number): string {
    const all = `${formatBytes(this.#done)} of ${formatBytes(this.#total)} in all`;
    const seconds = (now - this.#began) / 1000;
    if (this.#arrived === 0 || seconds <= 0) return all;
    const rate = this.#arrived / seconds;
    const left = (this.#total - this.#done) / rate;
    const time = left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`;
    return `${all}, ${formatBytes(rate)}/s, about ${time} left`;
  }
}
