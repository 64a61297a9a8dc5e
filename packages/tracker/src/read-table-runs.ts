import type { Database } from 'better-sqlite3';

import { readKinds } from './read-kinds.ts';
import type { RunState } from './run.ts';
import { parametersOf, type RunFilter, where } from './sql.ts';
import type { RunKind, TableRun } from './table-run.ts';

/** All of it stands in the index `runs_by_kind`. Their types and ranges are the table's own CHECKs, so rows are taken as they are. */
const COLUMNS = 'kind, key, seed, state, created_at, accuracy, fit_seconds + evaluate_seconds';
type Columns = readonly [
  ...[kind: number, key: string, seed: number | null, state: RunState, createdAt: number],
  ...[accuracy: number | null, seconds: number | null],
];

/** What tables need of the runs that pass a filter, in no particular order. To be called in a transaction. */
export function readTableRuns(db: Database, filter: RunFilter): TableRun[] {
  const kinds = readKinds(db, filter);
  const metrics = readMetrics(db, filter, kinds);
  const rows = db
    .prepare(`SELECT ${COLUMNS} FROM runs ${where(filter)}`)
    .raw()
    .iterate(parametersOf(filter));
  const runs: TableRun[] = [];
  // By index and without spreads, which take several times as long.
  for (const row of rows as Iterable<Columns>) {
    runs.push({
      key: row[1],
      kind: kinds.get(row[0])!,
      seed: row[2],
      state: row[3],
      createdAt: row[4],
      accuracy: row[5],
      seconds: row[6],
      metrics: metrics.get(row[1]),
    });
  }
  return runs;
}

type Metrics = Readonly<Record<string, number>>;

/** Those of other evaluations than few-shot, by key. They stand in the rows themselves, which are not read where nobody asks for them. */
export function readMetrics(
  db: Database,
  filter: RunFilter,
  kinds: ReadonlyMap<number, RunKind>,
): ReadonlyMap<string, Metrics> {
  const metrics = new Map<string, Metrics>();
  if (!hasOthers(kinds)) return metrics;
  const others = where(filter) === '' ? 'WHERE' : `${where(filter)} AND`;
  const sql = `
    SELECT key, metrics FROM runs ${others} kind IN (SELECT id FROM kinds WHERE evaluation <> 'few-shot') AND metrics IS NOT NULL`;
  const rows = db.prepare(sql).raw().iterate(parametersOf(filter)) as Iterable<[key: string, metrics: string]>;
  for (const [key, text] of rows) metrics.set(key, JSON.parse(text) as Metrics);
  return metrics;
}

function hasOthers(kinds: ReadonlyMap<number, RunKind>): boolean {
  for (const { evaluation } of kinds.values()) if (evaluation !== undefined) return true;
  return false;
}
