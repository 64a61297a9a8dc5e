import type { Detail } from '../method.ts';
import { Random } from '../random.ts';
import type { Search } from './search-options.ts';
import { type Choices, isRange, pointOf, type Space } from './space.ts';

/** A value for each setting that is searched. */
export interface Candidate {
  readonly [setting: string]: Detail;
}

/**
 * What a search tries, in order.
 *
 * - `list`: the candidates as they are listed.
 * - `grid`: all combinations, the first setting varying slowest; a range gives `points` values from low to high.
 * - `random` (Bergstra and Bengio, JMLR 2012): independent draws, uniform in a range or in its logarithm; where every setting has a
 *   list, draws from all combinations without replacement. The seed decides, on any machine.
 * - `halving`: the same draws, of which later rounds keep the best (`roundsOf`).
 *
 * The number of candidates is `countOf`'s; to be checked before, because it may be huge.
 */
export function candidatesOf(search: Search): Candidate[] {
  if (search.kind === 'list') return [...search.candidates];
  return search.kind === 'grid'
    ? combinations(mapSpace(search.space, (choices) => valuesOf(choices, search.points)))
    : draws(search.space, search.trials, new Random(search.seed));
}

/** How many candidates there can be at most; infinitely many where a random search has a range to draw from. */
export function countOf(search: Search): number {
  if (search.kind === 'list') return search.candidates.length;
  const sizes = Object.values(search.space).map((choices) => {
    if (!isRange(choices)) return choices.length;
    return search.kind === 'grid' ? search.points : Infinity;
  });
  return sizes.reduce((product, size) => product * size, 1);
}

function valuesOf(choices: Choices, points: number): readonly Detail[] {
  if (!isRange(choices)) return choices;
  return Array.from({ length: points }, (_, i) => pointOf(choices, i / (points - 1)));
}

function combinations(lists: { readonly [setting: string]: readonly Detail[] }): Candidate[] {
  return Object.entries(lists).reduce<Candidate[]>(
    (partial, [name, values]) =>
      partial.flatMap((candidate) => values.map((value) => ({ ...candidate, [name]: value }))),
    [{}],
  );
}

function draws(space: Space, trials: number, random: Random): Candidate[] {
  if (!Object.values(space).some(isRange)) {
    const all = combinations(space as { readonly [setting: string]: readonly Detail[] });
    return Array.from(random.permutation(all.length).subarray(0, trials), (i) => all[i]!);
  }
  const draw = (choices: Choices): Detail =>
    isRange(choices) ? pointOf(choices, random.uniform()) : choices[random.below(choices.length)]!;
  return Array.from({ length: trials }, () => mapSpace(space, draw));
}

function mapSpace<T>(space: Space, map: (choices: Choices) => T): { [setting: string]: T } {
  return Object.fromEntries(Object.entries(space).map(([name, choices]) => [name, map(choices)]));
}
