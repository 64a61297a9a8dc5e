import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { oneLine, ShotbenchError } from '@shotbench/errors';

import { COLLECTION_PREFIX, IMPORT_PREFIX, STALE_MS } from '../store/staging.ts';
import { findGarbage, type FindGarbageOptions, type Garbage } from './find-garbage.ts';

export interface CollectOptions extends FindGarbageOptions {
  /** Whether to say what would go and leave it. Default false. */
  readonly dryRun?: boolean;
}

export interface Collection {
  readonly removed: readonly Garbage[];
  /** What would have gone, but may belong to an import that is writing. */
  readonly held: readonly Garbage[];
}

/**
 * Removes from a store what no set needs. An import that is writing is never disturbed: as long as there is one, sets and entries stay, because
 * it may rely on any of them; an import that begins meanwhile waits for the milliseconds in which they are moved away.
 *
 * @throws ShotbenchError `FEATURES_DAMAGED` where a record does not say what it refers to, with nothing removed; `FEATURES_WRITE`.
 */
export function collectGarbage(folder: string, { dryRun = false, ...options }: CollectOptions): Collection {
  if (!existsSync(folder)) return { removed: [], held: [] };
  if (dryRun) return decide(folder, options);
  try {
    const parent = join(folder, 'tmp');
    mkdirSync(parent, { recursive: true });
    const away = mkdtempSync(join(parent, COLLECTION_PREFIX));
    try {
      const collection = decide(folder, options);
      // Moved into the one folder, whose date is renewed by each: importers see that this goes on.
      collection.removed.forEach(({ path }, i) => renameSync(join(folder, path), join(away, `${i}-${basename(path)}`)));
      return collection;
    } finally {
      remove(away);
    }
  } catch (error) {
    if (error instanceof ShotbenchError) throw error;
    throw new ShotbenchError(
      'FEATURES_WRITE',
      `could not remove from the feature cache ${folder}: ${oneLine(error)}; expected a folder that can be written; correct its permissions`,
      { cause: error },
    );
  }
}

/** By another name first, so that imports wait no longer than it takes to move things. */
function remove(away: string): void {
  const removed = join(dirname(away), basename(away).replace(COLLECTION_PREFIX, 'removed-'));
  renameSync(away, removed);
  rmSync(removed, { recursive: true, force: true });
}

function decide(folder: string, options: FindGarbageOptions): Collection {
  const garbage = findGarbage(folder, options);
  if (!isImporting(folder, options.now)) return { removed: garbage, held: [] };
  const isHeld = ({ kind }: Garbage): boolean => kind === 'set' || kind === 'entry';
  return { removed: garbage.filter((one) => !isHeld(one)), held: garbage.filter(isHeld) };
}

function isImporting(folder: string, now: number): boolean {
  const parent = join(folder, 'tmp');
  if (!existsSync(parent)) return false;
  return readdirSync(parent)
    .filter((name) => name.startsWith(IMPORT_PREFIX))
    .map((name) => statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs)
    .some((dated) => dated !== undefined && now - dated <= STALE_MS);
}
