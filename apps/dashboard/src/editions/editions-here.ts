import type { Tracker } from '@shotbench/tracker';

import { ResultsReader } from '../results/results-reader.ts';
import type { Edition, Editions } from './edition.ts';
import { writeAnswer } from './write-answer.ts';

export interface EditionHere extends Edition {
  /** How many there are. */
  readonly runs: number;
}

/** Editions that this process reads and answers from itself, as soon as they are asked for. For results that are few. */
export class EditionsHere implements Editions {
  readonly #tracker: Tracker;
  readonly #pictured: ReadonlySet<string>;
  readonly #reader: ResultsReader;
  #latest: EditionHere | undefined;

  /** @param pictured see `Source`. */
  constructor(tracker: Tracker, pictured: ReadonlySet<string>) {
    this.#tracker = tracker;
    this.#pictured = pictured;
    this.#reader = new ResultsReader(tracker);
  }

  version(): string {
    return this.#reader.version();
  }

  // Asynchronous, so that a file that cannot be read rejects.
  // eslint-disable-next-line @typescript-eslint/require-await
  async current(): Promise<EditionHere> {
    const source = { snapshot: this.#reader.read(), tracker: this.#tracker, pictured: this.#pictured };
    if (source.snapshot.version !== this.#latest?.version) {
      this.#latest = {
        version: source.snapshot.version,
        runs: source.snapshot.runs.length,
        answer: (asked) => writeAnswer(source, asked),
      };
    }
    return this.#latest;
  }

  /** Gives away the edition that was asked for last, whatever the file holds by now; undefined if there is none. */
  forget(): Edition | undefined {
    const latest = this.#latest;
    this.#latest = undefined;
    this.#reader.forget();
    return latest;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
