import type { Parameters } from '../shell/address.ts';
import type { DataSource } from './data-source.ts';

interface Pending {
  readonly key: string;
  readonly promise: Promise<unknown>;
}

/** Reads what is to be shown. Whatever order answers come in, only that to the newest question counts. */
export class Answers {
  readonly #data: Pick<DataSource, 'get'>;
  #newest = 0;
  #held: { readonly key: string; readonly data: unknown } | undefined;
  #pending: Pending | undefined;

  constructor(data: Pick<DataSource, 'get'>) {
    this.#data = data;
  }

  /**
   * The answer to a request as of a version of the results. What is held or on its way already is not asked for again.
   * @returns undefined where something else has been asked for since, even if this has failed.
   * @throws whatever the data source throws, in answer to the newest question.
   */
  async read(name: string, request: Parameters, version: string): Promise<{ readonly data: unknown } | undefined> {
    const turn = ++this.#newest;
    const key = JSON.stringify([name, request, version]);
    if (this.#held?.key === key) return this.#held;
    if (this.#pending?.key !== key) this.#pending = { key, promise: this.#data.get(name, request) };
    const pending = this.#pending;
    try {
      const data = await pending.promise;
      if (turn !== this.#newest) return undefined;
      this.#held = { key, data };
      return this.#held;
    } catch (error) {
      if (turn !== this.#newest) return undefined;
      throw error;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  /** Nothing asked so far counts any more. */
  cancel(): void {
    this.#newest += 1;
  }
}
