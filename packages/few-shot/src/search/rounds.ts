import type { Candidate } from './candidates.ts';
import type { Search } from './search-options.ts';

/** One pass over candidates. */
export interface Round {
  /** How many of them it begins with. */
  readonly candidates: number;
  /** What their fits have beside their own settings. */
  readonly settings: Candidate;
}

/**
 * The rounds of a search: one for a grid or draws; for successive halving (Jamieson and Talwalkar, AISTATS 2016, with the numbers of Hyperband's brackets, Li
 * et al., JMLR 2018) one for each division by the factor η that candidates and resource allow. Round i of 0 … s has ⌊n/η^i⌋ candidates and the resource
 * R/η^(s−i), rounded.
 *
 * @param count n, candidates.
 * @param full R, of the setting that a halving search divides.
 */
export function roundsOf(search: Search, count: number, full: number): Round[] {
  if (search.kind !== 'halving') return [{ candidates: count, settings: {} }];
  const { factor, resource } = search;
  let last = 0;
  while (Math.min(count, full) >= factor ** (last + 1)) last++;
  return Array.from({ length: last + 1 }, (_, i) => ({
    candidates: Math.floor(count / factor ** i),
    settings: { [resource]: Math.max(1, Math.round(full / factor ** (last - i))) },
  }));
}
