import { evaluationKind, type EvaluationKind } from '../evaluation.ts';
import type { RunRow } from '../run.ts';
import { type TableRun, tableRunsOf } from '../table-run.ts';
import { groupRuns, type RunGroup } from './group-runs.ts';
import { type Label, labelRuns } from './labels.ts';
import { newestVersions } from './newest.ts';
import { compareCells, compareSeeds, compareText } from './order.ts';
import { seedInterval } from './seed-interval.ts';
import type { TableCell } from './table-cell.ts';

export interface SummarizeOptions {
  /** Whether to show runs that were tuned on test data. Default false. */
  readonly testOracle?: boolean;
  /** Whose runs; those of other evaluations never share a table. Default `few-shot`. */
  readonly evaluation?: EvaluationKind;
  /** The number of each run, by its name among the run's metrics. Default: its accuracy. */
  readonly metric?: string;
  /** Whether each seed has a cell of its own. Default false. */
  readonly bySeed?: boolean;
}

/**
 * Table cells over runs: mean, spread and interval over the seeds of each method, dataset and shot count. Only each
 * method's newest version counts, and runs that differ in anything but their seed never share a cell. The order of the
 * cells depends neither on the order of the rows nor on when they were run.
 */
export function summarize(rows: readonly (RunRow | TableRun)[], options: SummarizeOptions = {}): TableCell[] {
  const { testOracle = false, evaluation = 'few-shot', metric, bySeed = false } = options;
  const valid = tableRunsOf(rows).filter(({ state }) => state !== 'invalid');
  const judged = groupRuns(valid).filter(({ kind }) => evaluationKind(kind) === evaluation);
  const shown = newestVersions(judged).filter(({ kind }) => testOracle || kind.protocol !== 'test-oracle');
  const labels = labelRuns(shown);
  return (
    shown
      .flatMap((group, i) => {
        const label = labels[i] as Label;
        if (!bySeed) return tableCell(label, group, metric);
        return group.runs.map((run) => ({ ...tableCell(label, { ...group, runs: [run] }, metric), seed: run.seed }));
      })
      // What never ran before it was superseded will never run, and is missing from nothing.
      .filter(({ superseded, n }) => !superseded || n > 0)
      .sort(compareCells)
  );
}

function tableCell(label: Label, group: RunGroup, metric?: string): TableCell {
  const runs = [...group.runs].sort((a, b) => compareSeeds(a.seed, b.seed) || compareText(a.key, b.key));
  const done = runs.filter(({ accuracy }) => accuracy !== null);
  const failed = runs.filter(({ state }) => state === 'failed').length;
  const values = done.map(({ accuracy, metrics }) => (metric === undefined ? accuracy : metrics?.[metric]) as number);
  const { mean, std, halfWidth } = values.length === 0 ? {} : seedInterval(values);
  const seconds = done.reduce((sum, run) => sum + (run.seconds ?? 0), 0);
  const { datasetHash, backbone, shots, protocol, evaluation } = group.kind;
  return {
    dataset: label.dataset,
    datasetHash,
    backbone,
    shots,
    method: label.method,
    protocol,
    n: done.length,
    mean,
    std,
    interval: halfWidth,
    failed,
    missing: runs.length - done.length - failed,
    seeds: done.map(({ seed }) => seed),
    values,
    keys: runs.map(({ key }) => key),
    minutes: done.length === 0 ? undefined : seconds / done.length / 60,
    superseded: label.superseded,
    ...(metric !== undefined && { metric }),
    ...(evaluation && { evaluation }),
  };
}
