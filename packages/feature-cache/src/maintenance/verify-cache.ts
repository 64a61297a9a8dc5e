import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { EntryStore } from '../store/entry-store.ts';
import { entryIds } from '../store/set-record.ts';
import { SetStore } from '../store/set-store.ts';
import { sizeOf } from './size-of.ts';

/** A file of a store that is not as it was written. */
export interface CacheProblem {
  readonly message: string;
  /** The sets that need it; none where no set refers to it. */
  readonly sets: readonly string[];
}

export interface CacheCheck {
  readonly sets: number;
  readonly entries: number;
  /** Bytes that were read. */
  readonly bytes: number;
  readonly problems: readonly CacheProblem[];
}

/**
 * Reads every byte of a store and compares it with what was written: the records of all sets, and all entries with their manifests,
 * whether a set refers to them or not.
 */
export function verifyCache(folder: string): CacheCheck {
  const [sets, entries] = [new SetStore(folder), new EntryStore(folder)];
  const problems: CacheProblem[] = [];
  const users = new Map<string, string[]>(entries.ids().map((id) => [id, []]));
  const names = sets.names();
  for (const name of names) {
    try {
      for (const id of entryIds(sets.read(name))) users.set(id, [...(users.get(id) ?? []), name]);
    } catch (error) {
      if (!(error instanceof ShotbenchError)) throw error;
      problems.push({ message: error.message, sets: [name] });
    }
  }
  let bytes = 0;
  for (const [id, using] of users) {
    problems.push(...entries.damage(id).map(({ message }) => ({ message, sets: using })));
    bytes += sizeOf(join(folder, 'entries', id));
  }
  return { sets: names.length, entries: users.size, bytes, problems };
}
