import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { describeIssues, ShotbenchError } from '@shotbench/errors';

import { arrayFromBytes, type NdArray } from '@shotbench/array-files';
import { readBytes } from '../read-bytes.ts';
import { manifestSchema, type DataFile, type Entry, type Manifest } from './manifest.ts';
import { writeDurably } from './staging.ts';

const MANIFEST_FILE = 'manifest.json';

/** Immutable entries under `entries/`, each a folder named by the SHA-256 of its manifest. */
export class EntryStore {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, 'entries');
  }

  /**
   * An entry's manifest, after checking it and that its data files are there in full length.
   * @throws ShotbenchError `FEATURES_DAMAGED`
   */
  manifest(id: string): Manifest {
    const bytes = this.#readVerified(id, MANIFEST_FILE, id);
    const manifest = manifestSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (!manifest.success)
      throw damaged(this.#path(id, MANIFEST_FILE), `is unknown (${describeIssues(manifest.error)})`);
    for (const { file, bytes: expected } of manifest.data.arrays) {
      const path = this.#existing(id, file);
      const seen = statSync(path).size;
      if (seen !== expected) throw damaged(path, `has ${seen} bytes; expected ${expected}`);
    }
    return manifest.data;
  }

  /**
   * One array of an entry, after checking its SHA-256.
   * @throws ShotbenchError `FEATURES_DAMAGED`
   */
  read(id: string, file: DataFile): NdArray {
    const array = this.manifest(id).arrays.find((candidate) => candidate.file === file);
    if (array === undefined) throw damaged(this.#path(id, MANIFEST_FILE), `lists no ${file}`);
    return arrayFromBytes(array.dtype, array.shape, this.#readVerified(id, file, array.sha256));
  }

  /** Whether an entry is there with every byte as it was written. */
  isIntact(id: string): boolean {
    if (!existsSync(join(this.#folder, id))) return false;
    try {
      for (const { file } of this.manifest(id).arrays) this.read(id, file);
      return true;
    } catch (error) {
      if (error instanceof ShotbenchError && error.code === 'FEATURES_DAMAGED') return false;
      throw error;
    }
  }

  /**
   * Writes an entry under the staging folder and moves it into place in one step. What is damaged under the same id
   * goes to the staging folder, which the caller removes.
   */
  write(entry: Entry, staging: string): void {
    const staged = join(staging, entry.id);
    mkdirSync(staged);
    for (const [name, bytes] of entry.files) writeDurably(join(staged, name), bytes);
    writeDurably(join(staged, MANIFEST_FILE), entry.manifest);
    mkdirSync(this.#folder, { recursive: true });
    const place = join(this.#folder, entry.id);
    try {
      renameSync(staged, place);
    } catch (error) {
      // Another process may have put the same entry there since the caller looked; then this one is not needed.
      if (!existsSync(place)) throw error;
      if (this.isIntact(entry.id)) return;
      renameSync(place, join(staging, `damaged-${entry.id}`));
      renameSync(staged, place);
    }
  }

  #path(id: string, name: string): string {
    return join(this.#folder, id, name);
  }

  #existing(id: string, name: string): string {
    const path = this.#path(id, name);
    if (!existsSync(path)) throw damaged(path, 'is missing');
    return path;
  }

  #readVerified(id: string, name: string, expected: string): Uint8Array {
    const path = this.#existing(id, name);
    const bytes = readBytes(path);
    const seen = sha256(bytes);
    if (seen !== expected) throw damaged(path, `has SHA-256 ${seen}; expected ${expected}`);
    return bytes;
  }
}

function damaged(path: string, what: string): ShotbenchError {
  return new ShotbenchError('FEATURES_DAMAGED', `the feature cache is damaged: ${path} ${what}; import the set again`);
}
