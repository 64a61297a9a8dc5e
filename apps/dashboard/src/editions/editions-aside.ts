import { keyOf } from './asked.ts';
import type { AskedLately } from './asked-lately.ts';
import type { Edition, Editions } from './edition.ts';
import { ReaderGone, ReaderProcess } from './reader-process.ts';

/** Between readings, in the time that the last one took, so that following a sweep leaves it the processors. */
const PAUSE = 2;
const MOST_PAUSE_MILLISECONDS = 10_000;
/** After a reading that failed. */
const LEAST_PAUSE_MILLISECONDS = 1000;

export interface AsideOptions {
  /** The results file. */
  readonly file: string;
  /** The version of the file now. */
  readonly version: () => string;
  /** The datasets of whose test images there are pictures. */
  readonly pictured: readonly string[];
  /** What a new edition answers before it is announced. */
  readonly lately: AskedLately;
}

/**
 * Editions that processes of their own read and answer from: while one answers, another reads what is new, and takes its place when it has
 * done so. Nobody waits for a reading, however many runs there are.
 */
export class EditionsAside implements Editions {
  readonly #options: AsideOptions;
  #current:
    { readonly version: string; readonly reader: ReaderProcess; readonly ahead: Map<string, string> } | undefined;
  /** The one that reads next. */
  #spare: ReaderProcess | undefined;
  /** The one that reads now. */
  #busy: ReaderProcess | undefined;
  #reading: Promise<void> | undefined;
  #problem: Error | undefined;
  #version: string;
  #notBefore = -Infinity;
  #isClosed = false;

  private constructor(options: AsideOptions) {
    this.#options = options;
    this.#version = options.version();
  }

  /** Reads the first edition. @throws what keeps the file from being read. */
  static async open(options: AsideOptions): Promise<EditionsAside> {
    const editions = new EditionsAside(options);
    try {
      await editions.current();
    } catch (error) {
      await editions.close();
      throw error;
    }
    void editions.#prepare();
    return editions;
  }

  /** The processes that are there now. */
  get pids(): number[] {
    return [this.#current?.reader, this.#spare].flatMap((reader) => reader?.pid ?? []);
  }

  version(): string {
    this.#look();
    if (this.#problem) throw this.#problem;
    return this.#version;
  }

  async current(): Promise<Edition> {
    this.#look();
    if (this.#current === undefined) await this.#reading;
    if (this.#problem) throw this.#problem;
    if (this.#current === undefined) throw new ReaderGone('the results are being read again');
    const { version, reader, ahead } = this.#current;
    return { version, answer: (asked) => takenOut(ahead, keyOf(asked)) ?? reader.answer(asked) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const readers = [this.#current?.reader, this.#spare, this.#busy].filter((reader) => reader !== undefined);
    await Promise.all(readers.map((reader) => reader.close()));
  }

  /** Begins to read if there is something new, or nothing that answers. */
  #look(): void {
    const version = this.#options.version();
    if (this.#current?.version === version || this.#isClosed) return;
    if (this.#reading !== undefined || performance.now() < this.#notBefore) return;
    this.#reading = this.#read(version).finally(() => (this.#reading = undefined));
  }

  async #read(version: string): Promise<void> {
    let pause = LEAST_PAUSE_MILLISECONDS;
    const reader = this.#spare ?? new ReaderProcess(this.#options, (gone) => this.#forget(gone));
    this.#spare = undefined;
    this.#busy = reader;
    try {
      const { ahead, milliseconds } = await reader.read(version, this.#options.lately.next());
      pause = Math.min(PAUSE * milliseconds, MOST_PAUSE_MILLISECONDS);
      this.#spare = this.#current?.reader;
      this.#current = { version, reader, ahead: new Map(ahead) };
      this.#version = version;
      this.#problem = undefined;
    } catch (error) {
      if (!reader.isGone) this.#spare = reader;
      // That a process has died says nothing of the file; the last edition goes on answering, if there is one.
      if (!(error instanceof ReaderGone) || this.#current === undefined) this.#problem = error as Error;
    } finally {
      this.#busy = undefined;
      this.#notBefore = performance.now() + pause;
    }
  }

  /** For whoever opens the other views first; not after every change, when those who have them open are seen to. */
  async #prepare(): Promise<void> {
    const current = this.#current;
    try {
      for (const [key, text] of (await current?.reader.prepare()) ?? []) current?.ahead.set(key, text);
    } catch {
      // Whoever asks is told.
    }
  }

  #forget(gone: ReaderProcess): void {
    if (this.#spare === gone) this.#spare = undefined;
    if (this.#current?.reader !== gone) return;
    this.#current = undefined;
    this.#notBefore = -Infinity;
    try {
      this.#look();
    } catch {
      // Whoever asks next is told.
    }
  }
}

/** Once asked for, an answer is remembered elsewhere. */
function takenOut(ahead: Map<string, string>, key: string): Promise<string> | undefined {
  const text = ahead.get(key);
  ahead.delete(key);
  return text === undefined ? undefined : Promise.resolve(text);
}
