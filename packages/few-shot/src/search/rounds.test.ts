import { describe, expect, it } from 'vitest';

import { roundsOf } from './rounds.ts';
import { type Search, searchSchema } from './search-options.ts';

const halving = (trials: number, factor: number): Search => ({
  ...searchSchema.parse({ kind: 'halving', trials, factor }),
  space: {},
});
const rounds = (trials: number, factor: number, full: number) =>
  roundsOf(halving(trials, factor), trials, full).map(({ candidates, settings }) => [candidates, settings['epochs']]);

describe('roundsOf', () => {
  it('divides candidates and epochs alike, as a bracket of Hyperband does', () => {
    // Table 1 of the paper, s = 4: R = 81, η = 3.
    expect(rounds(81, 3, 81)).toEqual([
      [81, 1],
      [27, 3],
      [9, 9],
      [3, 27],
      [1, 81],
    ]);
    expect(rounds(9, 3, 90)).toEqual([
      [9, 10],
      [3, 30],
      [1, 90],
    ]);
  });

  it('has as many rounds as both allow, and the last has all of the resource', () => {
    expect(rounds(10, 3, 100)).toEqual([
      [10, 11],
      [3, 33],
      [1, 100],
    ]);
    expect(rounds(100, 2, 5)).toEqual([
      [100, 1],
      [50, 3],
      [25, 5],
    ]);
    expect(rounds(2, 3, 50)).toEqual([[2, 50]]);
    expect(rounds(50, 3, 1)).toEqual([[50, 1]]);
  });

  it('is one round for other searches', () => {
    const grid: Search = { ...searchSchema.parse({ kind: 'grid' }), space: {} };
    expect(roundsOf(grid, 12, 1)).toEqual([{ candidates: 12, settings: {} }]);
  });
});
