import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { currentOwner, isOwnerAlive } from '../owner.ts';

/**
 * Keeps a second pull out of a folder: both would append to the same partial files.
 * @returns What gives the folder free. The lock of a process that was killed is taken over.
 * @throws ShotbenchError `PULL_BUSY`
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'pulled.lock');
  if (!tryLock(path)) {
    const owner = readFileSync(path, 'utf8');
    if (isOwnerAlive(owner) !== false) {
      throw new ShotbenchError(
        'PULL_BUSY',
        `another pull is at work in ${folder} (${path}: ${JSON.stringify(owner)}); wait until it ends, or remove that file if there is none`,
      );
    }
    rmSync(path);
    if (!tryLock(path)) return lockFolder(folder);
  }
  return () => rmSync(path, { force: true });
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, currentOwner(), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
