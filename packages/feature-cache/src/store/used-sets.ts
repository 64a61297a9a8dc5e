import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When sets were last opened: the dates of empty files under `used/`, by the clock of the file system. */
export class UsedSets {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, 'used');
  }

  /** Notes that a set is opened now, where the store can be written. */
  note(name: string): void {
    try {
      mkdirSync(this.#folder, { recursive: true });
      closeSync(openSync(this.#path(name), 'w'));
    } catch {
      // A store that only can be read is read all the same; then nothing is known of its use, and nothing is removed for lack of it.
    }
  }

  /** Milliseconds since 1970, or undefined where that is not known. */
  lastUsed(name: string): number | undefined {
    return statSync(this.#path(name), { throwIfNoEntry: false })?.mtimeMs;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}
