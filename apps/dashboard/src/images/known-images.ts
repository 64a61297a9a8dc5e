import type { Tracker } from '@shotbench/tracker';

/** Whether a stored test set of a dataset contains an image: nothing else is ever looked for. */
export class KnownImages {
  readonly #tracker: Tracker;
  #version: number | undefined;
  #ids = new Map<string, ReadonlySet<string>>();

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  has(dataset: string, id: string): boolean {
    const version = this.#tracker.dataVersion();
    if (version !== this.#version) {
      this.#version = version;
      this.#ids = new Map();
    }
    const known = this.#ids.get(dataset) ?? this.#tracker.testImageIds(dataset);
    this.#ids.set(dataset, known);
    return known.has(id);
  }
}
