import { connectAnyVersion, connectMigrating } from '../connection.ts';
import type { Migration } from '../migrations.ts';

/**
 * Brings an existing results file to the newest version, as opening it for writing does.
 * @returns undefined where it is of that version already.
 * @throws ShotbenchError `TRACKER_MISSING`, `TRACKER_NOT_OURS`, `TRACKER_NEWER`, `TRACKER_BACKUP`, `TRACKER_OPEN`.
 */
export function migrateDatabase(file: string): Migration | undefined {
  connectAnyVersion(file).close();
  const { db, migration } = connectMigrating(file);
  db.close();
  return migration;
}
