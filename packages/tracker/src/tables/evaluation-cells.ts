import { type EvaluationKind, evaluationKind, targetMetric, targetsOf } from '../evaluation.ts';
import type { RunRow } from '../run.ts';
import { newestBy, newestVersions } from './newest.ts';
import { summarize, type SummarizeOptions } from './summarize.ts';
import type { TableCell } from './table-cell.ts';

/**
 * Table cells of the runs of one evaluation other than few-shot: for each metric those that {@link summarize} makes of it. Runs on
 * a version of a target that has been replaced since leave the table.
 */
export function evaluationCells(
  rows: readonly RunRow[],
  evaluation: Exclude<EvaluationKind, 'few-shot'>,
  { testOracle = false }: Pick<SummarizeOptions, 'testOracle'> = {},
): TableCell[] {
  const judged = newestVersions(rows.filter(({ identity }) => evaluationKind(identity) === evaluation));
  const newest = newestBy(judged, targetNames, evaluationJson);
  const groups = new Map<string, RunRow[]>();
  for (const row of judged) {
    const own = evaluationJson(row);
    if (own === newest(row)) groups.set(own, [...(groups.get(own) ?? []), row]);
  }
  return [...groups.keys()].sort().flatMap((key) => {
    const members = groups.get(key)!;
    return metricsOf(members[0]!).flatMap((metric) => summarize(members, { testOracle, evaluation, metric }));
  });
}

/** The harmonic mean of base and novel is left to the tables, which take it of the means over seeds. */
function metricsOf({ identity: { evaluation } }: RunRow): string[] {
  if (evaluation?.kind === 'base-to-novel') return ['base', 'novel'];
  return ['source', ...targetsOf(evaluation).map(({ name }) => targetMetric(name))];
}

function targetNames({ identity: { dataset, backbone, evaluation } }: RunRow): string {
  return JSON.stringify([dataset, backbone, targetsOf(evaluation).map(({ name }) => name)]);
}

function evaluationJson({ identity: { evaluation } }: RunRow): string {
  return JSON.stringify([evaluation?.kind, targetsOf(evaluation).map(({ name, hash }) => [name, hash])]);
}
