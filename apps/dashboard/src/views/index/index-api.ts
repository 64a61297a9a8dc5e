import {
  EVALUATION_KINDS,
  evaluationKind,
  type EvaluationKind,
  type Protocol,
  PROTOCOLS,
  type RunState,
  type TableCell,
} from '@shotbench/tracker';
import { z } from 'zod';

import type { Snapshot } from '../../results/snapshot.ts';
import type { ViewApi } from '../view-api.ts';

/** What there is to choose from: the page reads it first, and again whenever the results have changed. */
export interface ResultsIndex {
  readonly version: string;
  /** Of runs of every evaluation. */
  readonly counts: Readonly<Record<RunState, number>>;
  /** All methods in one order, by which each keeps its colour in every view. */
  readonly methods: readonly MethodEntry[];
  readonly backbones: readonly BackboneEntry[];
  /** Every evaluation that there are runs of; in `datasets` are the sets that they were trained on. */
  readonly evaluations: readonly { readonly kind: EvaluationKind; readonly backbones: readonly BackboneEntry[] }[];
}

export interface MethodEntry {
  readonly name: string;
  readonly protocols: readonly Protocol[];
}

/** What runs of one evaluation a backbone has. */
export interface BackboneEntry {
  readonly name: string;
  /** Ascending. */
  readonly shots: readonly number[];
  readonly datasets: readonly string[];
}

export const indexApi: ViewApi<object, ResultsIndex> = {
  name: 'index',
  query: z.strictObject({}),
  answer: ({ snapshot }) => snapshot.derived('index', () => indexOf(snapshot)),
  pages: () => [{}],
};

function indexOf(snapshot: Snapshot): ResultsIndex {
  const { version, counts } = snapshot;
  const cells = snapshot.cells();
  const protocols = grouped(
    cells,
    ({ method }) => method,
    ({ protocol }) => protocol,
  );
  return {
    ...{ version, counts },
    methods: [...protocols.keys()].sort().map((name) => {
      return { name, protocols: PROTOCOLS.filter((protocol) => protocols.get(name)!.has(protocol)) };
    }),
    backbones: backbonesOf(cells),
    evaluations: EVALUATION_KINDS.flatMap((kind) => {
      const backbones = backbonesOf(kind === 'few-shot' ? cells : kindsOf(snapshot, kind));
      return backbones.length === 0 ? [] : [{ kind, backbones }];
    }),
  };
}

/** What there are runs of, without summarising them for each of their metrics. */
function kindsOf({ runs }: Snapshot, evaluation: EvaluationKind): Place[] {
  const own = runs.filter(({ kind, state }) => state !== 'invalid' && evaluationKind(kind) === evaluation);
  return [...new Set(own.map(({ kind }) => kind))].filter(({ protocol }) => protocol !== 'test-oracle');
}

type Place = Pick<TableCell, 'backbone' | 'shots' | 'dataset'>;

function backbonesOf(cells: readonly Place[]): BackboneEntry[] {
  const shots = grouped(
    cells,
    ({ backbone }) => backbone,
    (cell) => cell.shots,
  );
  const datasets = grouped(
    cells,
    ({ backbone }) => backbone,
    ({ dataset }) => dataset,
  );
  return [...shots.keys()].sort().map((name) => ({
    name,
    shots: [...shots.get(name)!].sort((a, b) => a - b),
    datasets: [...datasets.get(name)!].sort(),
  }));
}

function grouped<Cell, T>(
  cells: readonly Cell[],
  keyOf: (cell: Cell) => string,
  valueOf: (cell: Cell) => T,
): Map<string, Set<T>> {
  const groups = new Map<string, Set<T>>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const known = groups.get(key);
    if (known) known.add(valueOf(cell));
    else groups.set(key, new Set([valueOf(cell)]));
  }
  return groups;
}
