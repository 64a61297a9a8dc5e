import { recordedTrials, type RunSummary } from '@shotbench/tracker';

import type { Source } from '../source.ts';

/** What a method that is searched has at the end of its name. */
const SEARCHED = '-search';

/** All done runs with a search, in the order of their list: once for each version of the results. */
export function searchedRuns(source: Source): readonly RunSummary[] {
  const { snapshot } = source;
  return snapshot.derived('searched runs', () => {
    const done = snapshot.runs.filter(({ state, accuracy }) => state === 'done' && accuracy !== null);
    const searching = new Map<string, boolean>();
    const searches = done.filter((run) => {
      const { method, protocol } = run.kind;
      if (method.endsWith(SEARCHED)) return true;
      // Some methods search by themselves. What one run of a method and protocol has recorded, all have.
      const key = JSON.stringify([method, protocol]);
      let known = searching.get(key);
      if (known === undefined) {
        known = protocol !== 'fixed' && hasTrials(source, run.key);
        searching.set(key, known);
      }
      return known;
    });
    return searches
      .map((run) => ({ run, order: orderOf(run) }))
      .sort((a, b) => compare(a.order, b.order))
      .map(({ run }) => run);
  });
}

function hasTrials({ tracker }: Source, key: string): boolean {
  const details = tracker.get(key)?.result?.details;
  return details !== undefined && recordedTrials(details) !== undefined;
}

type Order = readonly (string | number)[];

function orderOf({ kind, seed, key }: RunSummary): Order {
  return [methodOf(kind), kind.protocol, kind.backbone, kind.dataset, kind.shots, seed ?? -1, key];
}

function compare(a: Order, b: Order): number {
  for (const [i, one] of a.entries()) {
    const other = b[i]!;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/** The method with its variant, as tables call it. */
export function methodOf({ method, variant }: Pick<RunSummary['kind'], 'method' | 'variant'>): string {
  return variant === '' ? method : `${method} (${variant})`;
}
