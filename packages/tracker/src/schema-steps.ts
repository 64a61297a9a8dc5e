/**
 * Step i takes a file from version i to i + 1. Steps are never edited once released; a change is a new step.
 *
 * The identity columns repeat the identity's JSON so that SQL can filter and sort; the CHECKs keep rows out whose state
 * and columns contradict each other, whoever writes them.
 */
export const SCHEMA_STEPS: readonly string[] = [
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
  // What runs of several seeds share is stored once, and what tables read of each run stands in an index, so that neither the long columns nor the rows
  // themselves need be read.
  `
  CREATE TABLE kinds (
    id INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    method_version INTEGER NOT NULL CHECK (method_version >= 1),
    variant TEXT NOT NULL,
    config_hash TEXT NOT NULL CHECK (length(config_hash) = 64),
    protocol TEXT NOT NULL CHECK (protocol IN ('fixed', 'few-shot-val', 'full-val', 'test-oracle')),
    dataset TEXT NOT NULL,
    dataset_hash TEXT NOT NULL,
    backbone TEXT NOT NULL,
    shots INTEGER NOT NULL CHECK (shots >= 0),
    evaluation TEXT NOT NULL CHECK (evaluation IN ('few-shot', 'base-to-novel', 'transfer', 'shifted')),
    judged_by TEXT NOT NULL CHECK (coalesce(json_extract(judged_by, '$.kind'), 'few-shot') = evaluation),
    executor TEXT NOT NULL,
    precision TEXT NOT NULL,
    engine_version INTEGER NOT NULL,
    UNIQUE (dataset, shots, method, variant, protocol, backbone, dataset_hash, config_hash, method_version, evaluation, judged_by,
      executor, precision, engine_version)
  ) STRICT;
  INSERT INTO kinds (method, method_version, variant, config_hash, protocol, dataset, dataset_hash, backbone, shots, evaluation,
      judged_by, executor, precision, engine_version)
    SELECT DISTINCT method, method_version, variant, config_hash, protocol, dataset, dataset_hash, backbone, shots, evaluation,
      coalesce(json_extract(identity, '$.evaluation'), 'null'), executor, precision, engine_version
    FROM runs;

  CREATE TABLE runs_of_version_5 (
    key TEXT PRIMARY KEY NOT NULL CHECK (length(key) = 64),
    kind INTEGER NOT NULL REFERENCES kinds (id),
    seed INTEGER,
    state TEXT NOT NULL DEFAULT 'queued'
      CHECK (state IN ('queued', 'running', 'interrupted', 'stale', 'done', 'failed', 'invalid')),
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
  INSERT INTO runs_of_version_5 (key, kind, seed, state, accuracy, test_count, trainable_parameters, fit_seconds, evaluate_seconds,
      cpu_seconds, peak_memory_bytes, created_at, started_at, finished_at, heartbeat_at, attempts, owner, planned_by, draw, provenance,
      identity, metrics, error, details)
    SELECT key, kinds.id, seed, state, accuracy, test_count, trainable_parameters, fit_seconds, evaluate_seconds,
      cpu_seconds, peak_memory_bytes, created_at, started_at, finished_at, heartbeat_at, attempts, owner, planned_by, draw, provenance,
      identity, metrics, error, details
    FROM runs JOIN kinds USING (dataset, shots, method, variant, protocol, backbone, dataset_hash, config_hash, method_version, evaluation,
      executor, precision, engine_version)
    WHERE kinds.judged_by = coalesce(json_extract(identity, '$.evaluation'), 'null');
  DROP TABLE runs;
  ALTER TABLE runs_of_version_5 RENAME TO runs;
  CREATE INDEX runs_by_kind ON runs (kind, seed, state, created_at, accuracy, fit_seconds, evaluate_seconds, key);
  CREATE INDEX runs_by_state ON runs (state, owner);
  `,
];
