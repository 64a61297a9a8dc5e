import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';
import Sqlite, { type Database } from 'better-sqlite3';

import { LATEST_VERSION, migrate, type Migration, storedVersion } from './migrations.ts';

/** How long a statement waits for another process's write lock; transactions here take milliseconds. */
const BUSY_MILLISECONDS = 30_000;

/**
 * A writing connection in WAL mode, with the tables of the latest version. Makes the file and its parent folders.
 * @throws ShotbenchError `TRACKER_NOT_OURS`, `TRACKER_NEWER`, `TRACKER_BACKUP` (in all three cases the file is as it was), `TRACKER_OPEN`.
 */
export function connect(file: string): Database {
  return connectMigrating(file).db;
}

/** The same, and what bringing an older file up to date came to. */
export function connectMigrating(file: string): { readonly db: Database; readonly migration: Migration | undefined } {
  return opening(file, () => {
    // By a read-only connection, and not by reading the header from the file: closing a file that SQLite has open
    // elsewhere in this process would drop that connection's POSIX locks.
    if (existsSync(file)) connectReading(file, (db) => storedVersion(db, file)).close();
    else mkdirSync(dirname(file), { recursive: true });
    let migration: Migration | undefined;
    const connected = guarded(new Sqlite(file, { timeout: BUSY_MILLISECONDS }), (db) => {
      switchToWal(db);
      // In WAL mode NORMAL never corrupts; a power cut may lose the last commits, and those cells just run again.
      db.pragma('synchronous = NORMAL');
      db.pragma('foreign_keys = ON');
      migration = migrate(db, file);
    });
    return { db: connected, migration };
  });
}

/**
 * A connection that cannot write and reads while others do.
 * @throws ShotbenchError `TRACKER_MISSING`, `TRACKER_OLDER`, `TRACKER_NOT_OURS`, `TRACKER_NEWER`, `TRACKER_OPEN`.
 */
export function connectReadOnly(file: string): Database {
  const db = connectAnyVersion(file);
  const version = storedVersion(db, file);
  if (version === LATEST_VERSION) return db;
  db.close();
  throw new ShotbenchError(
    'TRACKER_OLDER',
    `${file} has format version ${version}; expected version ${LATEST_VERSION}; run "shotbench db migrate --db ${file}", which ` +
      'brings it up to date and keeps a copy',
  );
}

/** The same, whatever the version of the file. @throws as {@link connectReadOnly}, save for `TRACKER_OLDER`. */
export function connectAnyVersion(file: string): Database {
  return opening(file, () => {
    const advice = 'make one with "shotbench run", or give the path of an existing one';
    if (!existsSync(file)) {
      throw new ShotbenchError('TRACKER_MISSING', `${file} does not exist; expected a results file; ${advice}`);
    }
    return connectReading(file, (db) => {
      if (storedVersion(db, file) === 0) {
        throw new ShotbenchError('TRACKER_MISSING', `${file} is empty; expected a results file; ${advice}`);
      }
    });
  });
}

function connectReading(file: string, check: (db: Database) => void): Database {
  const status = statSync(file);
  if (!status.isFile()) {
    throw new ShotbenchError('TRACKER_NOT_OURS', `${file} is a folder; expected a results file; give another path`);
  }
  // SQLite takes a file of one byte for an empty one, and would write over it.
  if (status.size === 1) throw notADatabase(file);
  return guarded(new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_MILLISECONDS }), check);
}

/** The connection, after the preparation has passed; closed if it has not. */
function guarded(db: Database, prepare: (db: Database) => void): Database {
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Turns whatever keeps a file from opening into a message for the user. */
function opening<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof ShotbenchError) throw cause;
    if (sqliteCode(cause) === 'SQLITE_NOTADB') throw notADatabase(file, cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = 'expected a results file that can be read and written; check its path, permissions and disk';
    throw new ShotbenchError('TRACKER_OPEN', `${file} does not open (${reason}); ${advice}`, { cause });
  }
}

function notADatabase(file: string, cause?: unknown): ShotbenchError {
  const message = `${file} is not a SQLite database; expected a Shotbench results file; give another path`;
  return new ShotbenchError('TRACKER_NOT_OURS', message, { cause });
}

/**
 * SQLite does not wait for locks while it changes the journal mode (two waiting connections could wait for each other),
 * so this does, when several processes open a new file at once.
 */
function switchToWal(db: Database): void {
  const pause = 25;
  for (let left = BUSY_MILLISECONDS / pause; ; left--) {
    db.pragma('busy_timeout = 0');
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (left <= 0 || !sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw error;
    } finally {
      db.pragma(`busy_timeout = ${BUSY_MILLISECONDS}`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
}

function sqliteCode(error: unknown): string | undefined {
  return error instanceof Sqlite.SqliteError ? error.code : undefined;
}
