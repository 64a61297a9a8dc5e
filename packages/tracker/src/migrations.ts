import { existsSync } from 'node:fs';

import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';
import type { Database } from 'better-sqlite3';

import { copyDatabase } from './maintenance/copy-database.ts';
import { SCHEMA_STEPS } from './schema-steps.ts';

/** "SHOT" in ASCII, in the header of every results file, so that no other SQLite file is taken for one. */
export const APPLICATION_ID = 0x53484f54;

export const LATEST_VERSION = SCHEMA_STEPS.length;

/** The statements that make an empty database a file of the given version. */
export function schemaOf(version: number): string {
  const pragmas = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`;
  return [...SCHEMA_STEPS.slice(0, version), pragmas].join(';');
}

/**
 * The version of the file behind a connection: 0 for an empty database, which is free to become a results file.
 * Reads only.
 *
 * @throws ShotbenchError `TRACKER_NOT_OURS` if the database belongs to something else, `TRACKER_NEWER` if a newer
 * Shotbench has written it.
 */
export function storedVersion(db: Database, file: string): number {
  // One read transaction: another process may be creating the tables between two of these questions.
  const { id, version, tables } = db.transaction(() => ({
    id: Number(db.pragma('application_id', { simple: true })),
    version: Number(db.pragma('user_version', { simple: true })),
    tables: Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()),
  }))();
  if (id !== APPLICATION_ID && (id !== 0 || version !== 0 || tables !== 0)) {
    throw new ShotbenchError(
      'TRACKER_NOT_OURS',
      `${file} is a SQLite database of something else (application id ${id}, ${tables} tables and indexes); expected a ` +
        'Shotbench results file; give another path',
    );
  }
  if (version > LATEST_VERSION) {
    throw new ShotbenchError(
      'TRACKER_NEWER',
      `${file} has format version ${version}, written by a newer Shotbench; this one knows versions up to ` +
        `${LATEST_VERSION}; update shotbench or give another path`,
    );
  }
  return version;
}

/** What bringing a file up to date came to. */
export interface Migration {
  readonly from: number;
  readonly to: number;
  /** A copy of the file as it was; absent where it held no runs. */
  readonly backup?: string;
}

/**
 * Brings the file to the latest version, after a copy of it beside it if it holds runs; safe when several processes do so at once.
 * @returns undefined where the file is of that version already.
 * @throws ShotbenchError `TRACKER_BACKUP`, and then the file is as it was.
 */
export function migrate(db: Database, file: string): Migration | undefined {
  if (storedVersion(db, file) === LATEST_VERSION) return undefined;
  db.function('sha256', { deterministic: true }, (text) => (typeof text === 'string' ? sha256(text) : null));
  const steps = db.transaction((): Migration | undefined => {
    // Asked again under the write lock: another process may have been here first.
    const version = storedVersion(db, file);
    if (version === LATEST_VERSION) return undefined;
    // Under the lock too, so that the copy is of what the steps change, and there is one of it.
    const backup = version > 0 && hasRuns(db) ? freeName(file, version) : undefined;
    if (backup !== undefined) copyDatabase(file, backup);
    for (const step of SCHEMA_STEPS.slice(version)) db.exec(step);
    checkReferences(db, file);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${LATEST_VERSION}`);
    return { from: version, to: LATEST_VERSION, ...(backup !== undefined && { backup }) };
  });
  // A table that is made anew is dropped on the way, and what refers to its rows would go with them. This cannot be set inside of a transaction.
  db.pragma('foreign_keys = OFF');
  try {
    return steps.immediate();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/** @throws ShotbenchError `TRACKER_CORRUPT` */
function checkReferences(db: Database, file: string): void {
  const [broken] = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  if (broken === undefined) return;
  const { table, rowid, parent } = broken;
  throw new ShotbenchError(
    'TRACKER_CORRUPT',
    `row ${rowid} of ${table} in ${file} refers to a row of ${parent} that is not there; expected whole references; restore the file from a copy`,
  );
}

function hasRuns(db: Database): boolean {
  return db.prepare('SELECT 1 FROM runs LIMIT 1').get() !== undefined;
}

/** A copy of an earlier migration, of a file that has been put back since, is never written over. */
function freeName(file: string, version: number): string {
  for (let copy = 1; ; copy++) {
    const name = `${file}.version-${version}${copy === 1 ? '' : `-${copy}`}.bak`;
    if (!existsSync(name)) return name;
  }
}
