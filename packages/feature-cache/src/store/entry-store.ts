import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@shotbench/content-hash';
import { describeIssues, ShotbenchError } from '@shotbench/errors';

import { arrayFromBytes, type NdArray } from '@shotbench/array-files';
import { readBytes } from '../read-bytes.ts';
import { manifestSchema, type DataFile, type Entry, type Manifest } from './manifest.ts';
import { writeDurably } from './staging.ts';

const MANIFEST_FILE = 'manifest.json';
const ENTRY = /^[0-9a-f]{64}$/;

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
    const manifest = this.#parsedManifest(id);
    for (const array of manifest.arrays) this.#checkSize(id, array);
    return manifest;
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

  /** The ids of all entries that are there, whether a set refers to them or not. */
  ids(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => ENTRY.test(name))
      .sort();
  }

  has(id: string): boolean {
    return existsSync(join(this.#folder, id));
  }

  /** What is not as it was written in an entry: an error for each of its files that is missing, damaged or cannot be read. */
  damage(id: string): readonly ShotbenchError[] {
    const found: ShotbenchError[] = [];
    const collecting = <T>(check: () => T): T | undefined => {
      try {
        return check();
      } catch (error) {
        if (!(error instanceof ShotbenchError)) throw error;
        found.push(error);
        return undefined;
      }
    };
    const manifest = collecting(() => this.#parsedManifest(id));
    for (const array of manifest?.arrays ?? []) {
      collecting(() => {
        this.#checkSize(id, array);
        this.#readVerified(id, array.file, array.sha256);
      });
    }
    return found;
  }

  /** Whether an entry is there with every byte as it was written. */
  isIntact(id: string): boolean {
    if (!this.has(id)) return false;
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

  #parsedManifest(id: string): Manifest {
    const bytes = this.#readVerified(id, MANIFEST_FILE, id);
    const manifest = manifestSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (manifest.success) return manifest.data;
    throw damaged(this.#path(id, MANIFEST_FILE), `is unknown (${describeIssues(manifest.error)})`);
  }

  #checkSize(id: string, { file, bytes: expected }: Manifest['arrays'][number]): void {
    const path = this.#path(id, file);
    const seen = statSync(path, { throwIfNoEntry: false })?.size;
    if (seen === undefined) throw damaged(path, 'is missing');
    if (seen !== expected) throw damaged(path, `has ${seen} bytes; expected ${expected}`);
  }

  #path(id: string, name: string): string {
    return join(this.#folder, id, name);
  }

  #readVerified(id: string, name: string, expected: string): Uint8Array {
    const path = this.#path(id, name);
    const bytes = readIfThere(path);
    if (bytes === undefined) throw damaged(path, 'is missing');
    const seen = sha256(bytes);
    if (seen !== expected) throw damaged(path, `has SHA-256 ${seen}; expected ${expected}`);
    return bytes;
  }
}

/** Another process may remove an entry that no set refers to between looking for it and reading it. */
function readIfThere(path: string): Uint8Array | undefined {
  try {
    return existsSync(path) ? readBytes(path) : undefined;
  } catch (error) {
    if (!existsSync(path)) return undefined;
    throw error;
  }
}

function damaged(path: string, what: string): ShotbenchError {
  return new ShotbenchError('FEATURES_DAMAGED', `the feature cache is damaged: ${path} ${what}; import the set again`);
}
