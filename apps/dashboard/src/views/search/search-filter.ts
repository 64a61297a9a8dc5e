import type { RunSummary } from '@shotbench/tracker';

import { methodOf } from './searched-runs.ts';

/** What searched runs are chosen by. */
export const FILTERS = ['method', 'dataset', 'backbone', 'shots', 'seed'] as const;
export type FilterName = (typeof FILTERS)[number];

export type Filters = { readonly [name in FilterName]?: string | undefined };

/** What a run is called in a filter. */
export function filterValue(run: RunSummary, name: FilterName): string {
  if (name === 'method') return methodOf(run.kind);
  if (name === 'seed') return run.seed === null ? 'none' : String(run.seed);
  return String(run.kind[name]);
}

export function passes(run: RunSummary, filters: Filters): boolean {
  return FILTERS.every((name) => filters[name] === undefined || filters[name] === filterValue(run, name));
}

/** For each filter the values that leave something, whatever it is set to itself: numbers ascending, others as text. */
export function filterChoices(runs: readonly RunSummary[], filters: Filters): Record<FilterName, string[]> {
  return Object.fromEntries(
    FILTERS.map((name) => {
      const others = { ...filters, [name]: undefined };
      const values = new Set(runs.filter((run) => passes(run, others)).map((run) => filterValue(run, name)));
      return [name, [...values].sort(name === 'shots' || name === 'seed' ? byNumber : undefined)];
    }),
  ) as Record<FilterName, string[]>;
}

function byNumber(a: string, b: string): number {
  return (Number(a) || 0) - (Number(b) || 0);
}
