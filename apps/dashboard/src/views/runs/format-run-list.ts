import { csvLine, evaluationKind, type RunSummary } from '@shotbench/tracker';

import { recordAt } from '../../shared/run-list/run-table.ts';
import type { RunList } from './list-runs.ts';

/** Columns of a list of runs in files, after the names of the tables' own CSV. Times are ISO 8601 in UTC, sizes bytes, accuracies percent. */
function columnsOf({ table, runs }: RunList, row: number) {
  const run: RunSummary = runs[row]!;
  const { kind } = run;
  const { method, dataset } = recordAt(table, row);
  return {
    key: run.key,
    state: run.state,
    method,
    dataset,
    shots: kind.shots,
    seed: run.seed,
    protocol: kind.protocol,
    backbone: kind.backbone,
    evaluation: evaluationKind(kind),
    accuracy: run.accuracy,
    fitSeconds: run.fitSeconds,
    evaluateSeconds: run.evaluateSeconds,
    cpuSeconds: run.cpuSeconds,
    trainableParameters: run.trainableParameters,
    peakMemoryBytes: run.peakMemoryBytes,
    testCount: run.testCount,
    attempts: run.attempts,
    createdAt: time(run.createdAt),
    startedAt: time(run.startedAt),
    finishedAt: time(run.finishedAt),
    plannedBy: run.plannedBy,
    errorCode: run.errorCode,
    methodId: kind.method,
    methodVersion: kind.methodVersion,
    variant: kind.variant,
    configHash: kind.configHash,
    datasetHash: kind.datasetHash,
    executor: kind.executor,
    precision: kind.precision,
    engineVersion: kind.engineVersion,
  };
}

const HEADER = [
  ...['key', 'state', 'method', 'dataset', 'shots', 'seed', 'protocol', 'backbone', 'evaluation', 'accuracy'],
  ...['fitSeconds', 'evaluateSeconds', 'cpuSeconds', 'trainableParameters', 'peakMemoryBytes', 'testCount', 'attempts'],
  ...['createdAt', 'startedAt', 'finishedAt', 'plannedBy', 'errorCode', 'methodId', 'methodVersion', 'variant'],
  ...['configHash', 'datasetHash', 'executor', 'precision', 'engineVersion'],
] as const satisfies readonly (keyof ReturnType<typeof columnsOf>)[];

/** Rows of a list as CSV (RFC 4180, but with LF line ends): numbers in full, nothing where there is none. */
export function formatRunsCsv(list: RunList, rows: Iterable<number>): string {
  const lines = [csvLine(HEADER)];
  for (const row of rows) {
    const columns = columnsOf(list, row);
    lines.push(csvLine(HEADER.map((name) => String(columns[name] ?? ''))));
  }
  return lines.join('');
}

/** Rows of a list as JSON: `{"runs": [...]}`, a line for each, with null where there is no value. */
export function formatRunsJson(list: RunList, rows: Iterable<number>): string {
  const lines = Array.from(rows, (row) => `    ${JSON.stringify(columnsOf(list, row))}`);
  return lines.length === 0 ? '{\n  "runs": []\n}\n' : `{\n  "runs": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function time(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
