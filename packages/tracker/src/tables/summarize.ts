import { tInterval } from '@shotbench/statistics';

import { evaluationKind, type EvaluationKind } from '../evaluation.ts';
import type { RunRow } from '../run.ts';
import { type Label, labelRuns } from './labels.ts';
import { newestVersions } from './newest.ts';
import { compareCells, compareSeeds, compareText } from './order.ts';
import type { TableCell } from './table-cell.ts';

export interface SummarizeOptions {
  /** Whether to show runs that were tuned on test data. Default false. */
  readonly testOracle?: boolean;
  /** Whose runs; those of other evaluations never share a table. Default `few-shot`. */
  readonly evaluation?: EvaluationKind;
  /** The number of each run, by its name among the run's metrics. Default: its accuracy. */
  readonly metric?: string;
}

/**
 * Table cells over runs: mean, spread and interval over the seeds of each method, dataset and shot count. Only each
 * method's newest version counts, and runs that differ in anything but their seed never share a cell. The order of the
 * cells depends neither on the order of the rows nor on when they were run.
 */
export function summarize(rows: readonly RunRow[], options: SummarizeOptions = {}): TableCell[] {
  const { testOracle = false, evaluation = 'few-shot', metric } = options;
  const valid = rows.filter(({ state }) => state !== 'invalid');
  const judged = valid.filter(({ identity }) => evaluationKind(identity) === evaluation);
  const shown = newestVersions(judged).filter(({ identity }) => testOracle || identity.protocol !== 'test-oracle');
  const labelOf = labelRuns(shown);
  const groups = new Map<string, { label: Label; rows: RunRow[] }>();
  for (const row of shown) {
    const label = labelOf(row);
    const group = groups.get(label.group);
    if (group === undefined) groups.set(label.group, { label, rows: [row] });
    else group.rows.push(row);
  }
  return (
    [...groups.values()]
      .map(({ label, rows: members }) => tableCell(label, members, metric))
      // What never ran before it was superseded will never run, and is missing from nothing.
      .filter(({ superseded, n }) => !superseded || n > 0)
      .sort(compareCells)
  );
}

function tableCell(label: Label, members: readonly RunRow[], metric?: string): TableCell {
  const rows = [...members].sort((a, b) => compareSeeds(a.identity.seed, b.identity.seed) || compareText(a.key, b.key));
  const done = rows.flatMap(({ identity, result }) => (result === null ? [] : [{ seed: identity.seed, result }]));
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const values = done.map(({ result }) =>
    metric === undefined ? result.accuracy : (result.metrics[metric] as number),
  );
  const { mean, std, halfWidth } = values.length === 0 ? {} : tInterval(values);
  const seconds = done.reduce((sum, { result }) => sum + result.fitSeconds + result.evaluateSeconds, 0);
  const { datasetHash, backbone, shots, protocol, evaluation } = (rows[0] as RunRow).identity;
  return {
    dataset: label.dataset,
    ...{ datasetHash, backbone, shots },
    method: label.method,
    protocol,
    n: done.length,
    ...{ mean, std, interval: halfWidth, failed },
    missing: rows.length - done.length - failed,
    seeds: done.map(({ seed }) => seed),
    values,
    keys: rows.map(({ key }) => key),
    minutes: done.length === 0 ? undefined : seconds / done.length / 60,
    superseded: label.superseded,
    ...(metric !== undefined && { metric }),
    ...(evaluation && { evaluation }),
  };
}
