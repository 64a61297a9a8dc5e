import { existsSync } from 'node:fs';

import { sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';
import type { Database } from 'better-sqlite3';

import { copyDatabase } from './maintenance/copy-database.ts';

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
  // Two more states, what a run's test images were taken for, and what happened to runs. Columns that tables read come before the long ones,
  // which a scan then passes over; settings are compared by their hash, and the provenance that many runs share is stored once.
  `
  CREATE TABLE provenances (
    hash TEXT PRIMARY KEY NOT NULL CHECK (length(hash) = 64),
    provenance TEXT NOT NULL CHECK (json_type(provenance) = 'object')
  ) STRICT;
  INSERT OR IGNORE INTO provenances SELECT sha256(provenance), provenance FROM runs WHERE provenance IS NOT NULL;

  CREATE TABLE runs_of_version_4 (
    key TEXT PRIMARY KEY NOT NULL CHECK (length(key) = 64),
    state TEXT NOT NULL DEFAULT 'queued'
      CHECK (state IN ('queued', 'running', 'interrupted', 'stale', 'done', 'failed', 'invalid')),
    method TEXT NOT NULL,
    method_version INTEGER NOT NULL CHECK (method_version >= 1),
    variant TEXT NOT NULL,
    config_hash TEXT NOT NULL CHECK (length(config_hash) = 64),
    protocol TEXT NOT NULL CHECK (protocol IN ('fixed', 'few-shot-val', 'full-val', 'test-oracle')),
    dataset TEXT NOT NULL,
    dataset_hash TEXT NOT NULL,
    backbone TEXT NOT NULL,
    shots INTEGER NOT NULL CHECK (shots >= 0),
    seed INTEGER,
    evaluation TEXT NOT NULL DEFAULT 'few-shot'
      CHECK (evaluation IN ('few-shot', 'base-to-novel', 'transfer', 'shifted')),
    executor TEXT NOT NULL,
    precision TEXT NOT NULL,
    engine_version INTEGER NOT NULL,
    accuracy REAL CHECK (accuracy BETWEEN 0 AND 100),
    test_count INTEGER CHECK (test_count >= 0),
    trainable_parameters INTEGER CHECK (trainable_parameters >= 0),
    fit_seconds REAL CHECK (fit_seconds >= 0),
    evaluate_seconds REAL CHECK (evaluate_seconds >= 0),
    cpu_seconds REAL CHECK (cpu_seconds >= 0),
    peak_memory_bytes INTEGER CHECK (peak_memory_bytes >= 0),
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    heartbeat_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    owner TEXT,
    planned_by TEXT NOT NULL,
    draw TEXT REFERENCES draws (hash),
    provenance TEXT REFERENCES provenances (hash),
    identity TEXT NOT NULL CHECK (json_type(identity) = 'object'),
    metrics TEXT CHECK (json_type(metrics) = 'object'),
    error TEXT CHECK (json_type(error) = 'object'),
    details TEXT CHECK (json_type(details) = 'object'),
    CHECK ((owner IS NOT NULL) = (state IN ('running', 'stale', 'done', 'failed', 'invalid'))),
    CHECK ((heartbeat_at IS NOT NULL) = (state = 'running')),
    CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'failed', 'invalid'))),
    CHECK ((error IS NOT NULL) = (state = 'failed')),
    CHECK ((accuracy IS NOT NULL) = (state IN ('done', 'invalid')))
  ) STRICT;
  INSERT INTO runs_of_version_4 (key, state, method, method_version, variant, config_hash, protocol, dataset, dataset_hash, backbone,
      shots, seed, evaluation, executor, precision, engine_version, accuracy, test_count, trainable_parameters, fit_seconds,
      evaluate_seconds, created_at, started_at, finished_at, heartbeat_at, attempts, owner, planned_by, draw, provenance, identity,
      metrics, error, details)
    SELECT key, state, method, method_version, variant, sha256(config), protocol, dataset, dataset_hash, backbone,
      shots, seed, evaluation, executor, precision, engine_version, accuracy, test_count, trainable_parameters, fit_seconds,
      evaluate_seconds, created_at, started_at, finished_at, heartbeat_at, attempts, owner, planned_by, draw, sha256(provenance), identity,
      metrics, error, details
    FROM runs;
  DROP TABLE runs;
  ALTER TABLE runs_of_version_4 RENAME TO runs;
  CREATE INDEX runs_by_table ON runs (dataset, shots, method, variant, protocol, backbone, seed, key);
  CREATE INDEX runs_by_state ON runs (state, owner);

  CREATE TABLE test_sets (
    hash TEXT PRIMARY KEY NOT NULL CHECK (length(hash) = 64),
    class_names TEXT NOT NULL CHECK (json_type(class_names) = 'array'),
    ids TEXT CHECK (json_type(ids) = 'array'),
    labels BLOB NOT NULL
  ) STRICT;
  CREATE TABLE predictions (
    key TEXT NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
    part TEXT NOT NULL,
    test_set TEXT NOT NULL REFERENCES test_sets (hash),
    classes BLOB NOT NULL,
    confidences BLOB NOT NULL,
    margins BLOB NOT NULL,
    PRIMARY KEY (key, part),
    CHECK (length(classes) = length(confidences) AND length(classes) = length(margins))
  ) STRICT;
  CREATE TABLE logs (
    key TEXT PRIMARY KEY NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
    log TEXT NOT NULL
  ) STRICT;
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('abandoned', 'failed', 'invalidated', 'requeued')),
    reason TEXT NOT NULL,
    before TEXT CHECK (json_type(before) = 'object')
  ) STRICT;
  CREATE INDEX events_by_run ON events (key, id);
  `,
];

export const LATEST_VERSION = MIGRATIONS.length;

/** The statements that make an empty database a file of the given version. */
export function schemaOf(version: number): string {
  const pragmas = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`;
  return [...MIGRATIONS.slice(0, version), pragmas].join(';');
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
    // A table that is made anew is dropped before its rows' references are whole again.
    db.pragma('defer_foreign_keys = ON');
    // Asked again under the write lock: another process may have been here first.
    const version = storedVersion(db, file);
    if (version === LATEST_VERSION) return undefined;
    // Under the lock too, so that the copy is of what the steps change, and there is one of it.
    const backup = version > 0 && hasRuns(db) ? freeName(file, version) : undefined;
    if (backup !== undefined) copyDatabase(file, backup);
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${LATEST_VERSION}`);
    return { from: version, to: LATEST_VERSION, ...(backup !== undefined && { backup }) };
  });
  return steps.immediate();
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
