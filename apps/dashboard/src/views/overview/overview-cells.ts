import { cellsOf, evaluationKind, type EvaluationKind, type TableCell } from '@shotbench/tracker';

import type { Snapshot } from '../../results/snapshot.ts';
import type { OverviewQuery } from './overview-query.ts';

/** The cells of an evaluation, with those that were tuned on test data where these are asked for. */
export function evaluatedCells(snapshot: Snapshot, evaluation: EvaluationKind, testOracle: boolean) {
  if (!testOracle) return snapshot.cells(evaluation);
  return snapshot.derived(`cells ${evaluation} with test-oracle`, (): readonly TableCell[] =>
    cellsOf(snapshot.runs, { evaluation, testOracle }),
  );
}

/** The cells that are asked for. Filtered after summarising, so that no number or label depends on what is asked for. */
export function overviewCells(snapshot: Snapshot, asked: OverviewQuery): readonly TableCell[] {
  const { backbone, shots, dataset, evaluation, oracle } = asked;
  const fits = (one: TableCell) =>
    (backbone === undefined || one.backbone === backbone) &&
    (shots === undefined || one.shots === shots) &&
    (dataset === undefined || one.dataset === dataset);
  return evaluatedCells(snapshot, evaluation, oracle !== undefined).filter(fits);
}

/** Whether any run of that evaluation, backbone and shot count was tuned on test data. */
export function hasTestOracle(snapshot: Snapshot, { backbone, shots, evaluation }: OverviewQuery): boolean {
  const places = snapshot.derived('places of test-oracle runs', () => {
    const oracles = snapshot.runs.filter(({ kind, state }) => kind.protocol === 'test-oracle' && state !== 'invalid');
    return [...new Map(oracles.map(({ kind }) => [kind.id, kind])).values()];
  });
  return places.some(
    (kind) =>
      evaluationKind(kind) === evaluation &&
      (backbone === undefined || kind.backbone === backbone) &&
      (shots === undefined || kind.shots === shots),
  );
}

/** The query with a place where it names none, as the page would choose it: the first backbone at its greatest shot count. All tables at once are more than anybody looks at. */
export function withPlace(snapshot: Snapshot, asked: OverviewQuery): OverviewQuery {
  const { backbone, shots, dataset, evaluation, oracle } = asked;
  if (backbone !== undefined || shots !== undefined || dataset !== undefined) return asked;
  const [first, ...others] = evaluatedCells(snapshot, evaluation, oracle !== undefined);
  if (first === undefined) return asked;
  const comesFirst = (one: TableCell, than: TableCell): boolean =>
    one.backbone === than.backbone ? one.shots > than.shots : one.backbone < than.backbone;
  const place = others.reduce((best, one) => (comesFirst(one, best) ? one : best), first);
  return { ...asked, backbone: place.backbone, shots: place.shots };
}
