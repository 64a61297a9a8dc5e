import type { ProgressStream } from './sweep/reporter.ts';

/** Between two lines where there is no terminal. */
const LINE_SECONDS = 10;

export interface ImageProgress {
  /** Whose images they are. */
  readonly split: string;
  /** Those of earlier runs included. */
  readonly done: number;
  readonly total: number;
}

/** Tells how work on many images is getting on: images, images per second, time left. */
export class ImageReporter {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #first: { readonly at: number; readonly done: number } | undefined;
  #lastLine = 0;

  /** @param now milliseconds. */
  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  progress({ split, done, total }: ImageProgress): void {
    const now = this.#now();
    // Chunks of an earlier run are reported at once, and say nothing about the speed.
    this.#first ??= { at: now, done };
    const seconds = (now - this.#first.at) / 1000;
    const rate = seconds > 0.5 ? (done - this.#first.done) / seconds : undefined;
    const left = rate ? `, ${rate.toFixed(1)} images/s, about ${duration((total - done) / rate)} left` : '';
    const line = `${done} of ${total} images (${split})${left}`;
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K${line}`);
    else if (done === total || now - this.#lastLine >= LINE_SECONDS * 1000) this.#stream.write(`${line}\n`);
    else return;
    this.#lastLine = now;
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
