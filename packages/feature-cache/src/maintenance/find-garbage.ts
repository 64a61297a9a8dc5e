import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { EntryStore } from '../store/entry-store.ts';
import { entryIds } from '../store/set-record.ts';
import { SetStore } from '../store/set-store.ts';
import { IMPORT_PREFIX, STALE_MS } from '../store/staging.ts';
import { UsedSets } from '../store/used-sets.ts';
import { sizeOf } from './size-of.ts';

/** Something that can go. */
export interface Garbage {
  readonly kind: 'set' | 'entry' | 'extraction' | 'leftover';
  /** Relative to the store. */
  readonly path: string;
  readonly bytes: number;
  readonly why: string;
}

export interface FindGarbageOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Days after which a set that was not opened goes too; sets of which no use is known stay. Default: all sets stay. */
  readonly unusedDays?: number | undefined;
}

/** An extraction is gone on with after a night or a week-end. */
const EXTRACTION_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * What no set needs, in the order in which it has to go: a record before the entries that it refers to.
 * @throws ShotbenchError `FEATURES_DAMAGED` where a record does not say what it refers to.
 */
export function findGarbage(folder: string, { now, unusedDays }: FindGarbageOptions): Garbage[] {
  const [sets, entries, used] = [new SetStore(folder), new EntryStore(folder), new UsedSets(folder)];
  const ageOf = (path: string): number => now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now);
  const found: Garbage[] = [];
  const add = (kind: Garbage['kind'], path: string, why: string): void => {
    found.push({ kind, path, bytes: sizeOf(join(folder, path)), why });
  };

  const needed = new Set<string>();
  for (const name of sets.names()) {
    const record = sets.read(name);
    const lastUsed = used.lastUsed(name);
    if (unusedDays !== undefined && lastUsed !== undefined && now - lastUsed > unusedDays * DAY_MS) {
      const days = Math.floor((now - lastUsed) / DAY_MS);
      add('set', join('sets', `${name}.json`), `set "${name}" was not opened for ${days} days`);
    } else for (const id of entryIds(record)) needed.add(id);
  }
  for (const name of namesIn(folder, 'used')) {
    if (!sets.has(name)) add('leftover', join('used', name), 'its set is gone');
  }
  for (const id of entries.ids()) if (!needed.has(id)) add('entry', join('entries', id), 'no set refers to it');
  for (const name of namesIn(folder, 'tmp')) {
    const path = join('tmp', name);
    if (ageOf(join(folder, path)) > STALE_MS) {
      add('leftover', path, name.startsWith(IMPORT_PREFIX) ? 'a killed import left it' : 'a killed removal left it');
    }
  }
  for (const name of namesIn(folder, 'partial')) {
    const path = join('partial', name);
    const days = ageOf(join(folder, path)) / DAY_MS;
    if (days > EXTRACTION_DAYS) add('extraction', path, `not gone on with for ${Math.floor(days)} days`);
    else {
      for (const file of namesIn(folder, path).filter((other) => HALF_WRITTEN.test(other))) {
        if (ageOf(join(folder, path, file)) > STALE_MS)
          add('leftover', join(path, file), 'a killed extraction left it');
      }
    }
  }
  return found;
}

/** What is written aside has the number of its process behind its name. */
const HALF_WRITTEN = /\.\d+$/;

function namesIn(folder: string, name: string): string[] {
  const path = join(folder, name);
  return existsSync(path) ? readdirSync(path).sort() : [];
}
