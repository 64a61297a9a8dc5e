import type { Database } from 'better-sqlite3';

import { readKinds } from './read-kinds.ts';
import { readMetrics } from './read-table-runs.ts';
import type { RunError, RunState } from './run.ts';
import { parametersOf, type RunFilter, where } from './sql.ts';
import type { TableRun } from './table-run.ts';

/** A run as lists of runs show it: what tables need of it, what it cost, and where it stands. Times are milliseconds. */
export interface RunSummary extends TableRun {
  readonly trainableParameters: number | null;
  readonly fitSeconds: number | null;
  readonly evaluateSeconds: number | null;
  readonly cpuSeconds: number | null;
  readonly peakMemoryBytes: number | null;
  readonly testCount: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly attempts: number;
  readonly plannedBy: string;
  readonly errorCode: RunError['code'] | null;
}

const COLUMNS = `
  kind, key, seed, state, created_at, accuracy, trainable_parameters, fit_seconds, evaluate_seconds, cpu_seconds,
  peak_memory_bytes, test_count, started_at, finished_at, attempts, planned_by, error ->> '$.code'`;
type Columns = readonly [
  ...[kind: number, key: string, seed: number | null, state: RunState, createdAt: number, accuracy: number | null],
  ...[trainableParameters: number | null, fitSeconds: number | null, evaluateSeconds: number | null],
  ...[cpuSeconds: number | null, peakMemoryBytes: number | null, testCount: number | null, startedAt: number | null],
  ...[finishedAt: number | null, attempts: number, plannedBy: string, errorCode: string | null],
];

/** The runs that pass a filter, in no particular order. To be called in a transaction. */
export function readRunSummaries(db: Database, filter: RunFilter): RunSummary[] {
  const kinds = readKinds(db, filter);
  const metrics = readMetrics(db, filter, kinds);
  const rows = db
    .prepare(`SELECT ${COLUMNS} FROM runs ${where(filter)}`)
    .raw()
    .iterate(parametersOf(filter));
  const summaries: RunSummary[] = [];
  // By index and without spreads, which take several times as long.
  for (const row of rows as Iterable<Columns>) {
    const [fitSeconds, evaluateSeconds] = [row[7], row[8]];
    summaries.push({
      key: row[1],
      kind: kinds.get(row[0])!,
      seed: row[2],
      state: row[3],
      createdAt: row[4],
      accuracy: row[5],
      seconds: fitSeconds === null || evaluateSeconds === null ? null : fitSeconds + evaluateSeconds,
      metrics: metrics.get(row[1]),
      trainableParameters: row[6],
      fitSeconds,
      evaluateSeconds,
      cpuSeconds: row[9],
      peakMemoryBytes: row[10],
      testCount: row[11],
      startedAt: row[12],
      finishedAt: row[13],
      attempts: row[14],
      plannedBy: row[15],
      errorCode: row[16],
    });
  }
  return summaries;
}
