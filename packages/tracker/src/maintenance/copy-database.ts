import Sqlite from 'better-sqlite3';

import { backupFailed, backupFile, clearAside, finishBackup } from './backup-file.ts';

/**
 * Copies the last committed state of a results file in WAL mode, also while another connection, be it of this process, holds the write lock.
 * @throws ShotbenchError `TRACKER_BACKUP`, with nothing left at the target.
 */
export function copyDatabase(file: string, target: string): void {
  const backup = backupFile(file, target);
  try {
    clearAside(backup);
    const db = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      db.prepare('VACUUM INTO ?').run(backup.aside);
    } finally {
      db.close();
    }
    finishBackup(backup);
  } catch (error) {
    throw backupFailed(backup, error);
  }
}
