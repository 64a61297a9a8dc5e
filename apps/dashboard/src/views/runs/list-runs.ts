import {
  EVALUATION_KINDS,
  evaluationCells,
  type EvaluationKind,
  evaluationKind,
  PROTOCOLS,
  RUN_STATES,
  type RunSummary,
  summarize,
  type TableCell,
} from '@shotbench/tracker';

import { makeRunTable } from '../../shared/run-list/make-run-table.ts';
import type { RunTable } from '../../shared/run-list/run-table.ts';

/** Runs of every evaluation and state in one order. */
export interface RunList {
  readonly table: RunTable;
  /** The run of each row of the table. */
  readonly runs: readonly RunSummary[];
}

/**
 * Runs under the names that tables have for them. A run that no table has, as it is of an older version of its method or was taken back,
 * is called by its method and that version.
 * @param cells of all evaluations, as tables of `runs` have them.
 */
export function listRuns(runs: readonly RunSummary[], cells: readonly TableCell[]): RunList {
  const byKey = cellsByKey([...oracleCells(runs), ...cells]);
  const own = runs.map(({ key }) => byKey.get(key));
  const columns = {
    keys: runs.map(({ key }) => key),
    texts: {
      state: runs.map(({ state }) => state),
      method: runs.map((run, i) => own[i]?.method ?? versionedName(run)),
      dataset: runs.map(({ kind }, i) => own[i]?.dataset ?? kind.dataset),
      protocol: runs.map(({ kind }) => kind.protocol),
      backbone: runs.map(({ kind }) => kind.backbone),
      evaluation: runs.map(({ kind }) => evaluationKind(kind)),
      plannedBy: runs.map(({ plannedBy }) => plannedBy),
      errorCode: runs.map(({ errorCode }) => errorCode ?? ''),
    },
    numbers: {
      shots: runs.map(({ kind }) => kind.shots),
      seed: runs.map(({ seed }) => seed),
      accuracy: runs.map(({ accuracy }) => accuracy),
      seconds: runs.map(({ seconds }) => seconds),
      parameters: runs.map(({ trainableParameters }) => trainableParameters),
      memory: runs.map(({ peakMemoryBytes }) => peakMemoryBytes),
      finished: runs.map(({ finishedAt }) => finishedAt),
    },
  };
  const { table, places } = makeRunTable(columns, {
    state: RUN_STATES,
    protocol: PROTOCOLS,
    evaluation: EVALUATION_KINDS,
  });
  return { table, runs: Array.from(places, (place) => runs[place]!) };
}

/** For each run of some cells the last of these that it is of. */
export function cellsByKey(cells: readonly TableCell[]): ReadonlyMap<string, TableCell> {
  const byKey = new Map<string, TableCell>();
  for (const cell of cells) for (const key of cell.keys) byKey.set(key, cell);
  return byKey;
}

/** The cells of one evaluation, whatever its kind. */
export function cellsOf(runs: readonly RunSummary[], kind: EvaluationKind, testOracle = false): TableCell[] {
  return kind === 'few-shot' ? summarize(runs, { testOracle }) : evaluationCells(runs, kind, { testOracle });
}

/** Of runs that tables leave out unless asked: those that were tuned on test data. */
function oracleCells(runs: readonly RunSummary[]): TableCell[] {
  const oracle = runs.filter(({ kind }) => kind.protocol === 'test-oracle');
  return oracle.length === 0 ? [] : EVALUATION_KINDS.flatMap((kind) => cellsOf(oracle, kind, true));
}

function versionedName({ kind: { method, variant, methodVersion } }: RunSummary): string {
  return `${variant === '' ? method : `${method} (${variant})`} v${methodVersion}`;
}
