import type { Evaluation } from './evaluation.ts';
import type { Protocol } from './identity.ts';
import type { RunState } from './run.ts';
import { parametersOf, type Query, type RunFilter, where } from './sql.ts';
import type { RunKind, TableRun } from './table-run.ts';

/**
 * The query of what tables need of the rows that pass a filter, in no particular order. A scan of the table passes over the long columns,
 * of which only runs of other evaluations than few-shot are asked. What runs of several seeds share comes as one text, which takes
 * half the time of a dozen columns.
 */
export function selectTableRuns(filter: RunFilter): Query {
  const sql = `
    SELECT key, seed, state, created_at, accuracy, fit_seconds + evaluate_seconds,
      CASE WHEN evaluation <> 'few-shot' THEN metrics END,
      json_array(method, method_version, variant, config_hash, protocol, dataset, dataset_hash, backbone, shots,
        executor, precision, engine_version,
        CASE WHEN evaluation <> 'few-shot' THEN json_extract(identity, '$.evaluation') END)
    FROM runs ${where(filter)}`;
  return { sql, parameters: parametersOf(filter) };
}

/** The columns of that query. Their types and ranges are the table's own CHECKs, so rows are taken as they are. */
export type TableRunColumns = readonly [
  ...[key: string, seed: number | null, state: RunState, createdAt: number, accuracy: number | null],
  ...[seconds: number | null, metrics: string | null, kind: string],
];

/** Rows of that query as table runs; equal kinds are one object. */
export function fromColumns(rows: Iterable<TableRunColumns>): TableRun[] {
  const kinds = new Map<string, RunKind>();
  const runs: TableRun[] = [];
  // By index and without spreads, which take several times as long.
  for (const row of rows) {
    const text = row[7];
    let kind = kinds.get(text);
    if (kind === undefined) {
      kind = parseKind(text);
      kinds.set(text, kind);
    }
    const metrics = row[6] === null ? undefined : (JSON.parse(row[6]) as Record<string, number>);
    const [accuracy, seconds] = [row[4], row[5]];
    runs.push({ key: row[0], kind, seed: row[1], state: row[2], createdAt: row[3], accuracy, seconds, metrics });
  }
  return runs;
}

type KindValues = [
  ...[method: string, methodVersion: number, variant: string, configHash: string, protocol: Protocol],
  ...[dataset: string, datasetHash: string, backbone: string, shots: number],
  ...[executor: string, precision: string, engineVersion: number, evaluation: Evaluation | null],
];

function parseKind(id: string): RunKind {
  const values = JSON.parse(id) as KindValues;
  return {
    id,
    method: values[0],
    methodVersion: values[1],
    variant: values[2],
    configHash: values[3],
    protocol: values[4],
    dataset: values[5],
    datasetHash: values[6],
    backbone: values[7],
    shots: values[8],
    executor: values[9],
    precision: values[10],
    engineVersion: values[11],
    evaluation: values[12] ?? undefined,
  };
}
