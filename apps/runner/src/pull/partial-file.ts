import { existsSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

import { ContentDigest, digestFile } from './content-digest.ts';
import { onDisk } from './disk-error.ts';

/** The part of a file that has arrived, in `NAME.part` until all of it has. */
export class PartialFile {
  readonly path: string;
  readonly #target: string;
  readonly #bytes: number;
  readonly #handle: FileHandle;
  #digest: ContentDigest;
  #have = 0;

  private constructor(target: string, bytes: number, handle: FileHandle) {
    this.path = PartialFile.pathOf(target);
    this.#target = target;
    this.#bytes = bytes;
    this.#handle = handle;
    this.#digest = new ContentDigest(bytes);
  }

  static pathOf(target: string): string {
    return `${target}.part`;
  }

  /** How much of a file is there, 0 to its size; more than that cannot belong to it. */
  static bytesOf(target: string, bytes: number): number {
    const path = PartialFile.pathOf(target);
    const have = existsSync(path) ? statSync(path).size : 0;
    return have > bytes ? 0 : have;
  }

  /** Opens what there is of a file, or begins it. */
  static async open(target: string, bytes: number): Promise<PartialFile> {
    const path = PartialFile.pathOf(target);
    const handle = await onDisk(path, () => open(path, 'a'));
    const file = new PartialFile(target, bytes, handle);
    const have = PartialFile.bytesOf(target, bytes);
    if (have === 0) await file.restart();
    else await onDisk(path, () => digestFile(path, file.#digest));
    file.#have = have;
    return file;
  }

  /** How many bytes have arrived. */
  get have(): number {
    return this.#have;
  }

  /** Appends what arrived. */
  async append(chunk: Uint8Array): Promise<void> {
    await onDisk(this.path, () => this.#handle.writeFile(chunk));
    this.#digest.update(chunk);
    this.#have += chunk.length;
  }

  /** Throws away what there is. */
  async restart(): Promise<void> {
    await onDisk(this.path, () => this.#handle.truncate(0));
    this.#digest = new ContentDigest(this.#bytes);
    this.#have = 0;
  }

  /** The checksums of all that has arrived. Nothing can be appended afterwards. */
  digest(): { readonly sha256: string; readonly gitSha1: string } {
    return this.#digest.finish();
  }

  /** Puts the file in its place once the disk has all of it. */
  async publish(): Promise<void> {
    await onDisk(this.path, async () => {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.path, this.#target);
    });
  }

  /** Removes it. */
  async discard(): Promise<void> {
    await this.close();
    await onDisk(this.path, () => rm(this.path, { force: true }));
  }

  /** Leaves it to be continued. */
  async close(): Promise<void> {
    await onDisk(this.path, () => this.#handle.close());
  }
}
