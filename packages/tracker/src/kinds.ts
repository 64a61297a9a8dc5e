import { canonicalJson, hashJson } from '@shotbench/content-hash';
import type { Database } from 'better-sqlite3';

import { evaluationKind, plainEvaluation } from './evaluation.ts';
import type { RunIdentity } from './identity.ts';

/** The columns of `kinds` but its id: what runs share that differ in nothing but their seed. */
export const KIND_COLUMNS = [
  ...([
    'method',
    'method_version',
    'variant',
    'config_hash',
    'protocol',
    'dataset',
    'dataset_hash',
    'backbone',
  ] as const),
  ...(['shots', 'evaluation', 'judged_by', 'executor', 'precision', 'engine_version'] as const),
] as const;

export type KindColumns = Readonly<Record<(typeof KIND_COLUMNS)[number], string | number>>;

/** The columns that repeat an identity, so that SQL can filter and sort. */
export function kindColumns(identity: RunIdentity, variant: string): KindColumns {
  const { method, methodVersion, config, protocol, dataset, datasetHash, backbone, shots, evaluation, engine } =
    identity;
  return {
    ...{ method, method_version: methodVersion, variant, config_hash: hashJson(config), protocol },
    ...{ dataset, dataset_hash: datasetHash, backbone, shots, evaluation: evaluationKind(identity) },
    judged_by: evaluation === undefined ? 'null' : canonicalJson(plainEvaluation(evaluation)),
    ...{ executor: engine.executor, precision: engine.precision, engine_version: engine.version },
  };
}

/**
 * A function that gives the id of a kind, which is stored if it is new. To be used in one transaction only: it remembers what it has stored, and a
 * transaction that is rolled back takes that away.
 */
export function kindStore(db: Database): (columns: KindColumns) => number {
  const known = new Map<string, number>();
  const find = db
    .prepare(`SELECT id FROM kinds WHERE ${KIND_COLUMNS.map((name) => `${name} = @${name}`).join(' AND ')}`)
    .pluck();
  const insert = db.prepare(
    `INSERT INTO kinds (${KIND_COLUMNS.join()}) VALUES (${KIND_COLUMNS.map((name) => `@${name}`).join()})`,
  );
  return (columns) => {
    const text = JSON.stringify(KIND_COLUMNS.map((name) => columns[name]));
    let id = known.get(text);
    if (id === undefined) {
      id = (find.get(columns) as number | undefined) ?? Number(insert.run(columns).lastInsertRowid);
      known.set(text, id);
    }
    return id;
  };
}
