import { hashJson, type JsonValue } from '@shotbench/content-hash';
import { oneLine, ShotbenchError } from '@shotbench/errors';

import type { FeatureSet, FeatureSetInfo } from './feature-set.ts';
import { readFeatureFolder } from './folder/read-feature-folder.ts';
import { type ExtractedSet, sealExtracted } from './seal-extracted.ts';
import { sealFolder, type SealedSet } from './seal-folder.ts';
import { infoOf } from './set-info.ts';
import { EntryStore } from './store/entry-store.ts';
import { PartialFeatures } from './store/partial-features.ts';
import { entryIds, type SetRecord } from './store/set-record.ts';
import { checkName, SetStore } from './store/set-store.ts';
import { withStaging } from './store/staging.ts';
import { UsedSets } from './store/used-sets.ts';
import { storedFeatureSet } from './stored-feature-set.ts';

export interface ImportOptions {
  /** The name to import under; by default the one in `meta.json`. */
  readonly name?: string;
  /** Whether a set of that name with other content may be replaced. */
  readonly replace?: boolean;
}

export interface ImportResult {
  readonly info: FeatureSetInfo;
  /** `unchanged`: nothing was written; `replaced`: the name was there, with other content or with damaged files. */
  readonly status: 'imported' | 'unchanged' | 'replaced';
}

/**
 * A content-addressed store of feature sets in a folder; the README describes its layout. Reading writes nothing but that a
 * set was opened, and an import shows either in full or not at all.
 */
export class FeatureCache {
  readonly #folder: string;
  readonly #sets: SetStore;
  readonly #entries: EntryStore;
  readonly #used: UsedSets;

  /** @param folder Where the store is or is to be; the first import makes it. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#sets = new SetStore(folder);
    this.#entries = new EntryStore(folder);
    this.#used = new UsedSets(folder);
  }

  /** All sets by name. @throws ShotbenchError `FEATURES_DAMAGED` if a record is. */
  list(): readonly FeatureSetInfo[] {
    return this.#sets.names().map((name) => infoOf(name, this.#sets.read(name), this.#entries));
  }

  /** What is known of a set, or undefined if there is none of that name. @throws as {@link list} */
  info(name: string): FeatureSetInfo | undefined {
    return this.#sets.has(name) ? infoOf(name, this.#sets.read(name), this.#entries) : undefined;
  }

  /**
   * Opens a set: checks that all its files are there; their digests are checked when they are read.
   * @throws ShotbenchError `FEATURES_UNKNOWN` or `FEATURES_DAMAGED`
   */
  open(name: string): FeatureSet {
    if (!this.#sets.has(name)) {
      const known = this.#sets.names();
      throw new ShotbenchError(
        'FEATURES_UNKNOWN',
        `there is no feature set ${JSON.stringify(name)} in ${this.#folder}; expected ${known.length === 0 ? 'one that was imported, and none was' : `one of ${known.join(', ')}`}; import it with: shotbench features import FOLDER`,
      );
    }
    const record = this.#sets.read(name);
    for (const id of entryIds(record)) this.#entries.manifest(id);
    this.#used.note(name);
    return storedFeatureSet(name, record, this.#entries);
  }

  /**
   * Imports a feature folder. Everything is read and checked before the first byte is written; files that are
   * missing from the store or damaged are written again.
   *
   * @throws ShotbenchError `FEATURES_NAME`, `FEATURES_NAME_TAKEN`, `FEATURES_WRITE`, `FEATURES_DAMAGED` if the record
   *   under that name is and `replace` is not set, and those that describe a faulty folder; see the README.
   */
  importFolder(folder: string, options: ImportOptions = {}): ImportResult {
    const contents = readFeatureFolder(folder);
    const name = options.name ?? contents.meta.name;
    checkName(name);
    return this.#store(name, sealFolder(contents), options);
  }

  /**
   * Stores a set whose splits were encoded here.
   * @throws ShotbenchError `FEATURES_NAME`, `FEATURES_NAME_TAKEN`, `FEATURES_WRITE` as {@link importFolder}
   */
  storeExtracted(name: string, set: ExtractedSet, options: Pick<ImportOptions, 'replace'> = {}): ImportResult {
    checkName(name);
    return this.#store(name, sealExtracted(set), options);
  }

  /** Features of an extraction that has not ended yet, kept under the hash of all that decides them. */
  partial(recipe: JsonValue): PartialFeatures {
    return new PartialFeatures(this.#folder, recipe);
  }

  #store(name: string, { record, entries }: SealedSet, options: ImportOptions): ImportResult {
    const taken = this.#sets.has(name);
    const same = taken && this.#isSame(name, record, options);
    const damaged = [...entries.values()].filter(({ id }) => !this.#entries.isIntact(id));
    const info = (): FeatureSetInfo => infoOf(name, record, this.#entries);
    if (same && damaged.length === 0) return { info: info(), status: 'unchanged' };

    try {
      withStaging(this.#folder, (staging) => {
        // What was there may have been removed since, as long as no set referred to it.
        const removed = [...entries.values()].filter(
          (entry) => !damaged.includes(entry) && !this.#entries.has(entry.id),
        );
        for (const entry of [...damaged, ...removed]) this.#entries.write(entry, staging);
        // Last, so that a record never refers to an entry that is not there.
        this.#sets.write(name, record, staging);
      });
    } catch (error) {
      if (error instanceof ShotbenchError) throw error;
      throw new ShotbenchError(
        'FEATURES_WRITE',
        `could not write to the feature cache ${this.#folder}: ${oneLine(error)}; expected a folder that can be written, on a disk with room; nothing was imported`,
        { cause: error },
      );
    }
    return { info: info(), status: taken ? 'replaced' : 'imported' };
  }

  /** Whether the set of that name has this content already; if it has other content, it must be there to be replaced. */
  #isSame(name: string, { hash, ids }: SetRecord, { replace = false }: ImportOptions): boolean {
    try {
      const existing = this.#sets.read(name);
      // A set of an earlier version lacks the ids of its rows and is given them.
      if (existing.hash === hash) return hashJson(existing.ids ?? null) === hashJson(ids ?? null);
      if (replace) return false;
      throw new ShotbenchError(
        'FEATURES_NAME_TAKEN',
        `${this.#folder} has another feature set "${name}" already, of hash ${existing.hash.slice(0, 12)}; expected ${hash.slice(0, 12)}, the hash of this folder; choose another name with --name or pass --replace`,
      );
    } catch (error) {
      const damaged = error instanceof ShotbenchError && error.code === 'FEATURES_DAMAGED';
      if (replace && damaged) return false;
      throw error;
    }
  }
}
