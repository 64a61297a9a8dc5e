import type { RunError } from './run.ts';
import type { Query, RunFilter } from './sql.ts';
import { parametersOf, where } from './sql.ts';
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

/** The query of what {@link RunSummary} adds to table runs, by key. */
export function selectRunSummaries(filter: RunFilter): Query {
  const sql = `
    SELECT key, trainable_parameters, fit_seconds, evaluate_seconds, cpu_seconds, peak_memory_bytes, test_count,
      started_at, finished_at, attempts, planned_by, json_extract(error, '$.code')
    FROM runs ${where(filter)}`;
  return { sql, parameters: parametersOf(filter) };
}

/** The columns of that query. */
export type RunSummaryColumns = readonly [
  ...[key: string, trainableParameters: number | null, fitSeconds: number | null, evaluateSeconds: number | null],
  ...[cpuSeconds: number | null, peakMemoryBytes: number | null, testCount: number | null],
  ...[
    startedAt: number | null,
    finishedAt: number | null,
    attempts: number,
    plannedBy: string,
    errorCode: string | null,
  ],
];

/** Table runs with those columns, in the order of the table runs; a run that has no such row is left out. */
export function toRunSummaries(runs: readonly TableRun[], rows: Iterable<RunSummaryColumns>): RunSummary[] {
  const byKey = new Map<string, RunSummaryColumns>();
  for (const row of rows) byKey.set(row[0], row);
  const summaries: RunSummary[] = [];
  for (const run of runs) {
    const row = byKey.get(run.key);
    if (row === undefined) continue;
    summaries.push({
      ...run,
      trainableParameters: row[1],
      fitSeconds: row[2],
      evaluateSeconds: row[3],
      cpuSeconds: row[4],
      peakMemoryBytes: row[5],
      testCount: row[6],
      startedAt: row[7],
      finishedAt: row[8],
      attempts: row[9],
      plannedBy: row[10],
      errorCode: row[11],
    });
  }
  return summaries;
}
