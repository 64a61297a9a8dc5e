import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { type Asked, keyOf } from './asked.ts';
import type { AskedLately } from './asked-lately.ts';
import type { Editions } from './edition.ts';
import { ReaderGone } from './reader-process.ts';

const compress = promisify(gzip);

/** Of remembered answers, compressed ones included. */
const MOST_BYTES = 64 * 2 ** 20;
/** What remembering an answer takes beside its text. */
const ENTRY_BYTES = 500;
/** What fits into one packet gains nothing by compression. */
const LEAST_COMPRESSED_BYTES = 1400;

export interface Answer {
  /** Equal versions of one request have equal answers. */
  readonly version: string;
  /** To be called at once, while this version is the newest. @throws what the view throws. */
  content(isGzipTaken: boolean): Promise<Content>;
}

export interface Content {
  readonly bytes: Buffer;
  readonly encoding: 'gzip' | undefined;
}

interface Remembered {
  readonly plain: Promise<Buffer>;
  zipped?: Promise<Buffer>;
  bytes: number;
}

/** The answers of the newest edition, each made once however often it is asked for. */
export class Answers {
  readonly #editions: Editions;
  readonly #lately: AskedLately;
  #remembered = new Map<string, Remembered>();
  #version: string | undefined;
  #bytes = 0;

  constructor(editions: Editions, lately: AskedLately) {
    this.#editions = editions;
    this.#lately = lately;
  }

  /** @throws if the results file cannot be read. */
  async of(asked: Asked): Promise<Answer> {
    this.#lately.note(asked);
    const edition = await this.#editions.current();
    if (edition.version !== this.#version) {
      this.#version = edition.version;
      this.#remembered = new Map();
      this.#bytes = 0;
    }
    const content = async (isGzipTaken: boolean): Promise<Content> => {
      try {
        return await this.#content(asked, () => edition.answer(asked), isGzipTaken);
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw error;
        // Once more where the process that should have answered is gone.
        const again = await this.#editions.current();
        return { bytes: Buffer.from(await again.answer(asked)), encoding: undefined };
      }
    };
    return { version: edition.version, content };
  }

  async #content(asked: Asked, make: () => Promise<string>, isGzipTaken: boolean): Promise<Content> {
    const [among, key] = [this.#remembered, keyOf(asked)];
    const entry = among.get(key) ?? { plain: make().then((text) => Buffer.from(text)), bytes: 0 };
    const isNew = !among.delete(key);
    // Touched last is forgotten last.
    among.set(key, entry);
    const add = (bytes: number): void => {
      if (among !== this.#remembered || among.get(key) !== entry) return;
      entry.bytes += bytes;
      this.#bytes += bytes;
      this.#forgetOldest();
    };
    try {
      const plain = await entry.plain;
      if (isNew) add(plain.length + 2 * key.length + ENTRY_BYTES);
      if (!isGzipTaken || plain.length < LEAST_COMPRESSED_BYTES) return { bytes: plain, encoding: undefined };
      if (entry.zipped) return { bytes: await entry.zipped, encoding: 'gzip' };
      entry.zipped = compress(plain, { level: 1 });
      const zipped = await entry.zipped;
      add(zipped.length);
      return { bytes: zipped, encoding: 'gzip' };
    } catch (error) {
      among.delete(key);
      throw error;
    }
  }

  #forgetOldest(): void {
    for (const [key, { bytes }] of this.#remembered) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#remembered.delete(key);
      this.#bytes -= bytes;
    }
  }
}
