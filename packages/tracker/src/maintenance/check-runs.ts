import { hashJson } from '@shotbench/content-hash';
import type { Database } from 'better-sqlite3';

import { evaluationKind } from '../evaluation.ts';
import { type RunIdentity, runKey } from '../identity.ts';
import { toRunRow } from '../row.ts';
import type { DatabaseProblem } from './check-database.ts';

const ROWS = `
  SELECT runs.*, provenances.provenance FROM runs LEFT JOIN provenances ON provenances.hash = runs.provenance`;

/**
 * Each run's row reads back, a result included where its state has one; its key and the columns that SQL filters by are those of its identity.
 */
export function* checkRuns(db: Database): Generator<DatabaseProblem> {
  for (const row of db.prepare(ROWS).iterate() as IterableIterator<StoredRow>) {
    const problems = problemsOf(row);
    for (const problem of problems) yield { table: 'runs', row: row.key.slice(0, 12), problem };
  }
}

type StoredRow = Readonly<Record<string, unknown>> & { readonly key: string };

function problemsOf(row: StoredRow): string[] {
  try {
    const { identity } = toRunRow(row);
    const key = runKey(identity);
    const wrongKey = key === row.key ? [] : [`its identity has the key ${key}; expected ${row.key}`];
    const wrong = Object.entries(columnsOf(identity)).filter(([name, expected]) => row[name] !== expected);
    return [...wrongKey, ...wrong.map(([name, expected]) => `${name} is ${String(row[name])}; expected ${expected}`)];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The columns that repeat the identity. */
function columnsOf(identity: RunIdentity): Record<string, string | number | null> {
  const { method, protocol, dataset, backbone, shots, seed, engine } = identity;
  return {
    ...{ method, protocol, dataset, backbone, shots, seed },
    method_version: identity.methodVersion,
    dataset_hash: identity.datasetHash,
    config_hash: hashJson(identity.config),
    evaluation: evaluationKind(identity),
    executor: engine.executor,
    precision: engine.precision,
    engine_version: engine.version,
  };
}
