import { evaluationKind, type RunState, type RunSummary, type TableCell } from '@shotbench/tracker';

import type { Snapshot } from '../../results/snapshot.ts';
import { cellsByKey } from '../runs/list-runs.ts';
import { listOf } from '../runs/runs-api.ts';
import { recordAt, type RunRecord } from '../../shared/run-list/run-table.ts';

/** Another run, as links name it. */
export interface RunLink {
  readonly key: string;
  readonly seed: number | null;
  readonly state: RunState;
  readonly accuracy: number | null;
}

/** Where a run stands among the others. */
export interface RunRelations {
  /** The run as lists have it, with the method's name in tables. */
  readonly listed: RunRecord;
  /** The runs of its table cell, itself among them, by seed; empty where no table has it. */
  readonly cell: readonly RunLink[];
  /** Mean over that cell's done runs; null where there is none. */
  readonly mean: number | null;
  /** The best method in the same place by the same protocol, if that is another one: its run with the same seed, or its first. */
  readonly best: (RunLink & { readonly method: string; readonly mean: number }) | null;
}

/** Undefined for a run that is newer than the snapshot. */
export function runRelations(snapshot: Snapshot, key: string): RunRelations | undefined {
  const row = rowsByKey(snapshot).get(key);
  if (row === undefined) return undefined;
  const { list } = listOf(snapshot);
  const run = list.runs[row]!;
  const cells = snapshot.cells(evaluationKind(run.kind));
  const own = snapshot.derived(`cells by key ${evaluationKind(run.kind)}`, () => cellsByKey(cells)).get(key);
  const best = own && bestOf(cells, own);
  return {
    listed: recordAt(list.table, row),
    cell: (own?.keys ?? []).flatMap((one) => linkTo(snapshot, one)),
    mean: own?.mean ?? null,
    best: best ? bestRun(snapshot, best, run) : null,
  };
}

function rowsByKey(snapshot: Snapshot): ReadonlyMap<string, number> {
  return snapshot.derived('rows by key', () => new Map(listOf(snapshot).list.runs.map(({ key }, row) => [key, row])));
}

function linkTo(snapshot: Snapshot, key: string): RunLink[] {
  const row = rowsByKey(snapshot).get(key);
  if (row === undefined) return [];
  const { seed, state, accuracy } = listOf(snapshot).list.runs[row]!;
  return [{ key, seed, state, accuracy }];
}

/** The cell with the greatest mean of those that compete with one, if that is another method's. */
function bestOf(cells: readonly TableCell[], own: TableCell): TableCell | undefined {
  let best: TableCell | undefined;
  for (const cell of cells) {
    if (cell.mean === undefined || cell.superseded || !isSamePlace(cell, own)) continue;
    if (best === undefined || cell.mean > best.mean!) best = cell;
  }
  return best?.method === own.method ? undefined : best;
}

function isSamePlace(a: TableCell, b: TableCell): boolean {
  return (
    a.shots === b.shots &&
    a.dataset === b.dataset &&
    a.backbone === b.backbone &&
    a.protocol === b.protocol &&
    a.metric === b.metric &&
    JSON.stringify(a.evaluation) === JSON.stringify(b.evaluation)
  );
}

function bestRun(snapshot: Snapshot, cell: TableCell, { seed }: RunSummary): RunRelations['best'] {
  const done = cell.keys.flatMap((key) => linkTo(snapshot, key)).filter(({ accuracy }) => accuracy !== null);
  const run = done.find((one) => one.seed === seed) ?? done[0];
  return run ? { ...run, method: cell.method, mean: cell.mean! } : null;
}
