import { randomUUID } from 'node:crypto';

import type { Tracker } from '@shotbench/tracker';

import { readSnapshot } from './read-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

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
      this.#latest = readSnapshot(this.#tracker, version);
    }
    return this.#latest;
  }

  /** Lets go of what was read last. */
  forget(): void {
    this.#latest = undefined;
  }
}

/** Whether one version of a reader is of an earlier time than another one of the same reader. */
export function isBefore(version: string, other: string): boolean {
  return changesOf(version) < changesOf(other);
}

/** SQLite counts upwards. */
function changesOf(version: string): number {
  return Number(version.slice(version.lastIndexOf('.') + 1));
}
