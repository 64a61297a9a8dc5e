import { type Protocol, PROTOCOLS, type RunState, type TableCell } from '@shotbench/tracker';
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
}

export interface MethodEntry {
  readonly name: string;
  readonly protocols: readonly Protocol[];
}

/** What few-shot runs a backbone has. */
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
  return {
    ...{ version, counts },
    methods: [...protocols.keys()].sort().map((name) => {
      return { name, protocols: PROTOCOLS.filter((protocol) => protocols.get(name)!.has(protocol)) };
    }),
    backbones: [...shots.keys()].sort().map((name) => ({
      name,
      shots: [...shots.get(name)!].sort((a, b) => a - b),
      datasets: [...datasets.get(name)!].sort(),
    })),
  };
}

function grouped<T>(
  cells: readonly TableCell[],
  keyOf: (cell: TableCell) => string,
  valueOf: (cell: TableCell) => T,
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
