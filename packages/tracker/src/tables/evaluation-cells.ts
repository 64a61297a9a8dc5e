import { type EvaluationKind, evaluationKind, targetMetric, targetsOf } from '../evaluation.ts';
import type { RunRow } from '../run.ts';
import { type RunKind, type TableRun, tableRunsOf } from '../table-run.ts';
import { groupBy } from './group-by.ts';
import { Newest, newestVersions } from './newest.ts';
import { summarize, type SummarizeOptions } from './summarize.ts';
import type { TableCell } from './table-cell.ts';

/**
 * Table cells of the runs of one evaluation other than few-shot: for each metric those that {@link summarize} makes of it. Runs on
 * a version of a target that has been replaced since leave the table.
 */
export function evaluationCells(
  rows: readonly (RunRow | TableRun)[],
  evaluation: Exclude<EvaluationKind, 'few-shot'>,
  options: Pick<SummarizeOptions, 'testOracle' | 'bySeed'> = {},
): TableCell[] {
  const judged = newestVersions(tableRunsOf(rows).filter(({ kind }) => evaluationKind(kind) === evaluation));
  const newest = new Newest();
  for (const { kind, createdAt } of judged) newest.add(targetNames(kind), evaluationJson(kind), createdAt);
  const current = judged.filter(({ kind }) => evaluationJson(kind) === newest.of(targetNames(kind)));
  const groups = new Map(
    groupBy(current, ({ kind }) => evaluationJson(kind)).map((rows) => [evaluationJson(rows[0]!.kind), rows]),
  );
  return [...groups.keys()].sort().flatMap((key) => {
    const members = groups.get(key)!;
    return metricsOf(members[0]!.kind).flatMap((metric) => summarize(members, { ...options, evaluation, metric }));
  });
}

/** The harmonic mean of base and novel is left to the tables, which take it of the means over seeds. */
function metricsOf({ evaluation }: RunKind): string[] {
  if (evaluation?.kind === 'base-to-novel') return ['base', 'novel'];
  return ['source', ...targetsOf(evaluation).map(({ name }) => targetMetric(name))];
}

function targetNames({ dataset, backbone, evaluation }: RunKind): string {
  return JSON.stringify([dataset, backbone, targetsOf(evaluation).map(({ name }) => name)]);
}

function evaluationJson({ evaluation }: RunKind): string {
  return JSON.stringify([evaluation?.kind, targetsOf(evaluation).map(({ name, hash }) => [name, hash])]);
}
