import {
  compareMethods,
  type Contender,
  type ContenderChoice,
  type DatasetComparison,
  isOldDataset,
  type MethodComparison,
  type Protocol,
  type RunSummary,
  type SeedPair,
  type TableCell,
} from '@shotbench/tracker';

import type { Snapshot } from '../../results/snapshot.ts';
import { type DifferenceRow, differenceRange, differenceRows } from './difference-rows.ts';
import { byStrength, contendersOf, strongestTwo } from './contenders.ts';

/** Two methods, and all that there is to choose from. */
export interface MethodsCompared {
  readonly kind: 'methods';
  /** With finished runs at the place asked for, in the order of the tables. */
  readonly methods: readonly Contender[];
  /** Those that are compared; null where there is only one method, or none. */
  readonly a: Contender | null;
  readonly b: Contender | null;
  /** By backbone and shots; empty where the two never meet. */
  readonly comparisons: readonly LinkedComparison[];
}

export interface LinkedComparison extends MethodComparison {
  readonly datasets: readonly LinkedDataset[];
  /** The dot plot: its rows from above, and the range of its axis. */
  readonly rows: readonly DifferenceRow[];
  readonly range: readonly [low: number, high: number];
}

export interface LinkedDataset extends DatasetComparison {
  readonly pairs: readonly LinkedPair[];
}

/** With the keys of the two runs. */
export interface LinkedPair extends SeedPair {
  readonly first: string;
  readonly second: string;
}

export interface MethodsAsked {
  readonly a?: string | undefined;
  readonly aProtocol?: Protocol | undefined;
  readonly b?: string | undefined;
  readonly bProtocol?: Protocol | undefined;
  readonly backbone?: string | undefined;
  /** Undefined for all. */
  readonly shots?: number | undefined;
}

/**
 * The comparison asked for; where a method is not named, with the strongest there is.
 * @throws ShotbenchError as `compareMethods`.
 */
export function methodsCompared(snapshot: Snapshot, asked: MethodsAsked): MethodsCompared {
  return snapshot.derived(`compare ${JSON.stringify(asked)}`, () => compared(snapshot, asked));
}

function compared(snapshot: Snapshot, asked: MethodsAsked): MethodsCompared {
  const { backbone, shots } = asked;
  const { methods, ranked } = snapshot.derived(`contenders ${JSON.stringify([backbone, shots])}`, () =>
    contendersAt(snapshot, { backbone, shots }),
  );
  const [a, b] = strongestTwo(ranked, named(asked.a, asked.aProtocol), named(asked.b, asked.bProtocol));
  if (a === undefined || b === undefined) return { kind: 'methods', methods, a: null, b: null, comparisons: [] };
  const comparisons = compareMethods(snapshot.cells(), { a, b, backbone, shots });
  const first = comparisons[0];
  return {
    kind: 'methods',
    methods,
    // Where they never meet, no comparison says which protocols were meant.
    a: first?.a ?? resolved(snapshot, a),
    b: first?.b ?? resolved(snapshot, b),
    comparisons: comparisons.map((one) => linked(snapshot, one)),
  };
}

/** The methods with finished runs at a place, by name and by strength. */
function contendersAt(snapshot: Snapshot, { backbone, shots }: Pick<MethodsAsked, 'backbone' | 'shots'>) {
  const there = snapshot
    .cells()
    .filter(
      (cell) =>
        cell.n > 0 &&
        (backbone === undefined || cell.backbone === backbone) &&
        (shots === undefined || cell.shots === shots) &&
        !isOldDataset(cell),
    );
  return { methods: contendersOf(there), ranked: byStrength(there) };
}

function named(method: string | undefined, protocol: Protocol | undefined): ContenderChoice | undefined {
  return method === undefined ? undefined : { method, protocol };
}

function resolved(snapshot: Snapshot, { method, protocol }: ContenderChoice): Contender {
  // `compareMethods` has found cells of it.
  return { method, protocol: protocol ?? snapshot.cells().find((cell) => cell.method === method)!.protocol };
}

function linked(snapshot: Snapshot, comparison: MethodComparison): LinkedComparison {
  const { backbone, shots } = comparison;
  const cells = snapshot.cells().filter((cell) => cell.backbone === backbone && cell.shots === shots);
  const keysOf = ({ method, protocol }: Contender, dataset: string) => {
    const isOf = (cell: TableCell) => cell.method === method && cell.protocol === protocol && cell.dataset === dataset;
    return keysBySeed(snapshot, cells.find(isOf)!);
  };
  return {
    ...comparison,
    rows: differenceRows(comparison),
    range: differenceRange(comparison),
    datasets: comparison.datasets.map((one) => {
      const [first, second] = [keysOf(comparison.a, one.dataset), keysOf(comparison.b, one.dataset)];
      return {
        ...one,
        pairs: one.pairs.map((pair) => ({ ...pair, first: first(pair.seed), second: second(pair.seed) })),
      };
    }),
  };
}

/** The key of a cell's finished run with a seed; what depends on none has one run for all. */
function keysBySeed(snapshot: Snapshot, { keys }: TableCell): (seed: number | null) => string {
  const runs = runsByKey(snapshot);
  const done = keys.flatMap((key) => {
    const run = runs.get(key);
    return run === undefined || run.accuracy === null ? [] : [run];
  });
  return (seed) => (done.find((run) => run.seed === seed) ?? done[0]!).key;
}

function runsByKey(snapshot: Snapshot): ReadonlyMap<string, RunSummary> {
  return snapshot.derived('runs by key', () => new Map(snapshot.runs.map((run) => [run.key, run])));
}
