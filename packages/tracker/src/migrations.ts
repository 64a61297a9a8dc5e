import { ShotbenchError } from '@shotbench/errors';
import type { Database } from 'better-sqlite3';

/** "SHOT" in ASCII, in the header of every results file, so that no other SQLite file is taken for one. */
export const APPLICATION_ID = 0x53484f54;

/**
 * Step i takes a file from version i to i + 1. Steps are never edited once released; a change is a new step.
 *
 * The identity columns repeat the identity's JSON so that SQL can filter and sort; the CHECKs keep rows out whose state
 * and columns contradict each other, whoever writes them.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    key TEXT PRIMARY KEY NOT NULL CHECK (length(key) = 64),
    method TEXT NOT NULL,
    method_version INTEGER NOT NULL CHECK (method_version >= 1),
    variant TEXT NOT NULL,
    protocol TEXT NOT NULL CHECK (protocol IN ('fixed', 'few-shot-val', 'full-val', 'test-oracle')),
    dataset TEXT NOT NULL,
    dataset_hash TEXT NOT NULL,
    backbone TEXT NOT NULL,
    shots INTEGER NOT NULL CHECK (shots >= 0),
    seed INTEGER,
    executor TEXT NOT NULL,
    precision TEXT NOT NULL,
    engine_version INTEGER NOT NULL,
    config TEXT NOT NULL CHECK (json_type(config) = 'object'),
    identity TEXT NOT NULL CHECK (json_type(identity) = 'object'),
    planned_by TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'interrupted', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    owner TEXT,
    heartbeat_at INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    error TEXT CHECK (json_type(error) = 'object'),
    accuracy REAL CHECK (accuracy BETWEEN 0 AND 100),
    metrics TEXT CHECK (json_type(metrics) = 'object'),
    details TEXT CHECK (json_type(details) = 'object'),
    trainable_parameters INTEGER CHECK (trainable_parameters >= 0),
    fit_seconds REAL CHECK (fit_seconds >= 0),
    evaluate_seconds REAL CHECK (evaluate_seconds >= 0),
    test_count INTEGER CHECK (test_count >= 0),
    provenance TEXT CHECK (json_type(provenance) = 'object'),
    CHECK ((owner IS NOT NULL) = (state IN ('running', 'done', 'failed'))),
    CHECK ((heartbeat_at IS NOT NULL) = (state = 'running')),
    CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'failed'))),
    CHECK ((error IS NOT NULL) = (state = 'failed')),
    CHECK ((accuracy IS NOT NULL) = (state = 'done'))
  ) STRICT;
  CREATE INDEX runs_by_table ON runs (dataset, shots, method, variant, protocol, backbone, seed, key);
  CREATE INDEX runs_by_state ON runs (state, owner);
  `,
  // Many runs learn from the same draw: each is stored once, under the hash of its JSON.
  `
  CREATE TABLE draws (
    hash TEXT PRIMARY KEY NOT NULL CHECK (length(hash) = 64),
    ids TEXT NOT NULL CHECK (json_type(ids) = 'object')
  ) STRICT;
  ALTER TABLE runs ADD COLUMN draw TEXT REFERENCES draws (hash);
  `,
  // Earlier versions knew one evaluation only. They must not open later files, whose other runs they would take for it.
  `
  ALTER TABLE runs ADD COLUMN evaluation TEXT NOT NULL DEFAULT 'few-shot'
    CHECK (evaluation IN ('few-shot', 'base-to-novel', 'transfer', 'shifted'));
  `,
];

export const LATEST_VERSION = MIGRATIONS.length;

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

/** Brings the file to the latest version; safe when several processes do so at once. */
export function migrate(db: Database, file: string): void {
  if (storedVersion(db, file) === LATEST_VERSION) return;
  const steps = db.transaction(() => {
    // Asked again under the write lock: another process may have been here first.
    const version = storedVersion(db, file);
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${LATEST_VERSION}`);
  });
  steps.immediate();
}
