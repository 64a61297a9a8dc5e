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
  const cells: TableCell[] = [];
  shown.forEach((group, i) => {
    const label = labels[i] as Label;
    const parts = bySeed ? group.runs.map((run) => ({ ...group, runs: [run] })) : [group];
    for (const part of parts) {
      const cell = tableCell(label, part, metric);
      // What never ran before it was superseded will never run, and is missing from nothing.
      if (cell.superseded && cell.n === 0) continue;
      cells.push(bySeed ? { ...cell, seed: part.runs[0]!.seed } : cell);
    }
  });
  return cells.sort(compareCells);
}

/** In one pass over the runs and without lists on the way, which for large tables take most of the time. */
function tableCell(label: Label, group: RunGroup, metric?: string): TableCell {
  const [keys, seeds, values]: [string[], (number | null)[], number[]] = [[], [], []];
  let [failed, total] = [0, 0];
  for (const run of inOrder(group.runs)) {
    keys.push(run.key);
    if (run.state === 'failed') failed += 1;
    if (run.accuracy === null) continue;
    seeds.push(run.seed);
    values.push((metric === undefined ? run.accuracy : run.metrics?.[metric]) as number);
    total += run.seconds ?? 0;
  }
  const n = values.length;
  const { mean, std, halfWidth } = n === 0 ? {} : seedInterval(values);
  const { datasetHash, backbone, shots, protocol, evaluation } = group.kind;
  return {
    dataset: label.dataset,
    datasetHash,
    backbone,
    shots,
    method: label.method,
    protocol,
    n,
    mean,
    std,
    interval: halfWidth,
    failed,
    missing: keys.length - n - failed,
    seeds,
    values,
    keys,
    minutes: n === 0 ? undefined : total / n / 60,
    superseded: label.superseded,
    ...(metric !== undefined && { metric }),
    ...(evaluation && { evaluation }),
  };
}

/** Runs in the order of their seeds, in which they mostly come. */
function inOrder(runs: readonly TableRun[]): readonly TableRun[] {
  const compare = (a: TableRun, b: TableRun) => compareSeeds(a.seed, b.seed) || compareText(a.key, b.key);
  const isSorted = runs.every((run, i) => i === 0 || compare(runs[i - 1]!, run) < 0);
  return isSorted ? runs : [...runs].sort(compare);
}
