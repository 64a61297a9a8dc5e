import type { Tracker } from '@shotbench/tracker';

import { isBefore } from '../results/results-reader.ts';
import type { AskedLately } from './asked-lately.ts';
import type { Edition, Editions } from './edition.ts';
import { EditionsAside } from './editions-aside.ts';
import { EditionsHere } from './editions-here.ts';

/** So many runs are read and summarised in some 50 ms, which is not worth two processes. */
export const READ_HERE_UP_TO = 2000;

export interface EditionsOptions {
  readonly file: string;
  /** The same file, opened. */
  readonly tracker: Tracker;
  readonly lately: AskedLately;
  /** The datasets of whose test images there are pictures. */
  readonly pictured: readonly string[];
  /** More runs than this are read by processes of their own. Default {@link READ_HERE_UP_TO}. */
  readonly readHereUpTo?: number | undefined;
}

/**
 * The editions of a results file: read in this process while the runs are few, and else aside. Many runs are read before it resolves.
 * @throws what keeps the file from being read.
 */
export async function openEditions(options: EditionsOptions): Promise<Editions> {
  const editions = new GrowingEditions(options);
  const runs = Object.values(options.tracker.counts()).reduce((sum, count) => sum + count, 0);
  if (runs > (options.readHereUpTo ?? READ_HERE_UP_TO)) await editions.moveAside();
  return editions;
}

class GrowingEditions implements Editions {
  readonly #options: EditionsOptions;
  readonly #here: EditionsHere;
  /** The last edition that was read here, until those that are read aside are as new. */
  #last: Edition | undefined;
  #aside: EditionsAside | undefined;
  #moving: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: EditionsOptions) {
    this.#options = options;
    this.#here = new EditionsHere(options.tracker, new Set(options.pictured));
  }

  version(): string {
    if (!this.#aside) return this.#here.version();
    const version = this.#aside.version();
    return this.#olderThanLast(version)?.version ?? version;
  }

  async current(): Promise<Edition> {
    if (this.#aside) {
      const edition = await this.#aside.current();
      return this.#olderThanLast(edition.version) ?? edition;
    }
    const edition = await this.#here.current();
    if (edition.runs > (this.#options.readHereUpTo ?? READ_HERE_UP_TO)) {
      // Until they are there, this process goes on; a failure is its own to find, too.
      this.moveAside().catch(() => undefined);
    }
    return edition;
  }

  /** From now on, or soon, processes of their own read. */
  moveAside(): Promise<void> {
    const { file, lately, pictured } = this.#options;
    const move = async (): Promise<void> => {
      try {
        const aside = await EditionsAside.open({ file, lately, pictured, version: () => this.#here.version() });
        if (this.#isClosed) return await aside.close();
        this.#last = this.#here.forget();
        this.#aside = aside;
      } finally {
        this.#moving = undefined;
      }
    };
    return (this.#moving ??= move());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#moving?.catch(() => undefined);
    await this.#aside?.close();
  }

  /** The last edition that was read here, if it is newer than a version: no page is to go back in time. */
  #olderThanLast(version: string): Edition | undefined {
    if (this.#last && !isBefore(version, this.#last.version)) this.#last = undefined;
    return this.#last;
  }
}
