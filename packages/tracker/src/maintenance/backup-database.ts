import { existsSync } from 'node:fs';

import { ShotbenchError } from '@shotbench/errors';
import Sqlite from 'better-sqlite3';

import { connectAnyVersion } from '../connection.ts';
import { backupFailed, backupFile, clearAside, finishBackup } from './backup-file.ts';

export interface BackupOptions {
  /** Whether a file that is at the target already may be replaced. Default false. */
  readonly force?: boolean;
}

/**
 * Copies a results file of any version while other processes may write to it. The copy is one file, checked, and appears in full or not at all.
 *
 * @throws ShotbenchError `TRACKER_BACKUP_EXISTS`, `TRACKER_BACKUP`, and what opening the file for reading throws.
 */
export async function backupDatabase(
  file: string,
  target: string,
  { force = false }: BackupOptions = {},
): Promise<void> {
  const db = connectAnyVersion(file);
  try {
    if (existsSync(target) && !force) {
      throw new ShotbenchError(
        'TRACKER_BACKUP_EXISTS',
        `${target} exists; expected no file there; give another path or pass --force to replace it`,
      );
    }
    const backup = backupFile(file, target);
    try {
      clearAside(backup);
      await db.backup(backup.aside);
      makeSingle(backup.aside);
      finishBackup(backup);
    } catch (error) {
      throw backupFailed(backup, error);
    }
  } finally {
    db.close();
  }
}

/** A copy says of itself that it is in WAL mode, and would then have two more files wherever it is opened. */
function makeSingle(copy: string): void {
  const db = new Sqlite(copy);
  try {
    db.pragma('journal_mode = DELETE');
    const problem = db.pragma('integrity_check(1)', { simple: true });
    if (problem !== 'ok') throw new Error(`the copy is damaged: ${String(problem)}`);
  } finally {
    db.close();
  }
}
