import { randomUUID } from 'node:crypto';

import { type RunFilter, type RunState, summarize, type TableCell, type Tracker } from '@shotbench/tracker';

/** The page has no tables of other evaluations. */
const SHOWN: RunFilter = { evaluations: ['few-shot'] };

/** What the results file held at one moment. */
export interface Snapshot {
  /** Equal versions mean equal content. */
  readonly version: string;
  readonly counts: Readonly<Record<RunState, number>>;
  readonly cells: readonly TableCell[];
}

/** Reads the results file, once for each of its versions however many pages ask. */
export class ResultsReader {
  readonly #tracker: Tracker;
  /** SQLite counts versions for each connection anew, and a page may outlive this process. */
  readonly #connection = randomUUID();
  #latest: Snapshot | undefined;

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  version(): string {
    return `${this.#connection}.${this.#tracker.dataVersion()}`;
  }

  read(): Snapshot {
    // Asked before reading: a commit in between then makes this snapshot look older than it is, and it is read again.
    const version = this.version();
    if (this.#latest?.version !== version) {
      const cells = summarize(this.#tracker.tableRuns(SHOWN));
      this.#latest = { version, counts: this.#tracker.counts(SHOWN), cells };
    }
    return this.#latest;
  }
}
