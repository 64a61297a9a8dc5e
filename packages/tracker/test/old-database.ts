import { canonicalJson, sha256 } from '@shotbench/content-hash';
import Sqlite from 'better-sqlite3';

import { type RunIdentity, runKey } from '../src/index.ts';
import { schemaOf } from '../src/migrations.ts';
import { SCHEMA_STEPS } from '../src/schema-steps.ts';
import { identity, provenance, resultOf } from './fixtures.ts';

/** Writes a results file as a version up to 4 did: a done run of seed 1 and queued ones of the seeds after it. */
export function oldDatabase(file: string, version: number, runs = 2): void {
  const db = new Sqlite(file);
  // Version 4 has other columns, and is made of version 3.
  db.exec(schemaOf(Math.min(version, 3)));
  const done = doneRow();
  const columns = Object.keys(done);
  const insert = db.prepare(
    `INSERT INTO runs (${columns.join()}) VALUES (${columns.map((name) => `@${name}`).join()})`,
  );
  db.transaction(() => {
    insert.run(done);
    for (let seed = 2; seed <= runs; seed++) insert.run({ ...done, ...unfinished({ ...identity, seed }) });
  })();
  if (version === 4) {
    db.function('sha256', (text) => (typeof text === 'string' ? sha256(text) : null));
    db.exec(`${SCHEMA_STEPS[3]}; PRAGMA user_version = 4`);
  }
  db.close();
}

function doneRow() {
  const { method, dataset, backbone, config, protocol, engine, datasetHash, shots, seed } = identity;
  const { accuracy, metrics, details, testCount } = resultOf(50);
  return {
    ...{ key: runKey(identity), method, method_version: 1, variant: 'v', protocol, dataset, dataset_hash: datasetHash },
    ...{ backbone, shots, seed, executor: engine.executor, precision: 'float32', engine_version: 1 },
    ...{ config: canonicalJson(config), identity: JSON.stringify(identity), planned_by: 'long ago', state: 'done' },
    ...{ attempts: 2, owner: 'me', created_at: 5, started_at: 6, finished_at: 7, accuracy },
    ...{ metrics: JSON.stringify(metrics), details: JSON.stringify(details), trainable_parameters: 1024 },
    ...{
      fit_seconds: 1.5,
      evaluate_seconds: 0.25,
      test_count: testCount,
      provenance: canonicalJson({ ...provenance }),
    },
  };
}

/** The columns in which a queued run differs from the done one. */
function unfinished(other: RunIdentity) {
  return {
    ...{ key: runKey(other), identity: JSON.stringify(other), seed: other.seed, state: 'queued', attempts: 0 },
    ...{ owner: null, started_at: null, finished_at: null, accuracy: null, metrics: null, details: null },
    ...{ trainable_parameters: null, fit_seconds: null, evaluate_seconds: null, test_count: null, provenance: null },
  };
}
