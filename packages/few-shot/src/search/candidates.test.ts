import { describe, expect, it } from 'vitest';

import { Random } from '../random.ts';
import { candidatesOf, countOf } from './candidates.ts';
import type { Search } from './search-options.ts';
import type { Space } from './space.ts';

const grid = (space: Space, points = 5): Search => ({ kind: 'grid', points, on: 'few-shot-val', space });
const random = (space: Space, trials: number, seed = 1): Search => ({
  ...{ kind: 'random', trials, seed, on: 'few-shot-val', space },
});

describe('a grid', () => {
  it('is all combinations, the last setting running fastest', () => {
    const [as, bs, cs] = [
      [2, 1],
      ['x', null, [3]],
      [true, false],
    ];
    const expected = [];
    for (const a of as) for (const b of bs) for (const c of cs) expected.push({ a, b, c });
    const search = grid({ a: as, b: bs, c: cs });
    expect(candidatesOf(search)).toEqual(expected);
    expect(countOf(search)).toBe(12);
  });

  it('cuts ranges evenly on their scale, ends included', () => {
    const of = (space: Space, points: number) => candidatesOf(grid(space, points)).map(({ a }) => a);
    expect(of({ a: { low: 1e-4, high: 1, scale: 'log' } }, 5)).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1]);
    expect(of({ a: { low: -1, high: 2, scale: 'linear' } }, 4)).toEqual([-1, 0, 1, 2]);
    expect(of({ a: { low: 0.123456789, high: 1 / 3, scale: 'log' } }, 2)).toEqual([0.123456789, 1 / 3]);
    expect(countOf(grid({ a: { low: 0, high: 1, scale: 'linear' }, b: [1, 2] }, 7))).toBe(14);
  });
});

describe('a list', () => {
  it('is its candidates in their order', () => {
    const candidates = [
      { a: 2, b: null },
      { b: [3], a: 1 },
    ];
    const search: Search = { kind: 'list', candidates, on: 'few-shot-val', space: {} };
    expect(candidatesOf(search)).toEqual(candidates);
    expect(countOf(search)).toBe(2);
  });
});

describe('a random search', () => {
  const space: Space = { a: { low: 1e-4, high: 1, scale: 'log' }, b: { low: 2, high: 4, scale: 'linear' }, c: [5, 6] };

  it('draws the same candidates for the same seed, whoever computes', () => {
    const pinned = [
      { a: 0.000109398, b: 2.4248, c: 6 },
      { a: 0.000187369, b: 2.05909, c: 6 },
      { a: 0.00101173, b: 2.10471, c: 5 },
    ];
    expect(candidatesOf(random(space, 3))).toEqual(pinned);
    expect(candidatesOf(random(space, 3, 2))).not.toEqual(pinned);
  });

  it.each([
    ['over the draws of a seed', () => candidatesOf(random(space, 4000))],
    [
      'over the first draws of seeds',
      () => [...Array(4000).keys()].map((seed) => candidatesOf(random(space, 1, seed))[0]!),
    ],
  ])('is uniform on the scale of a range %s', (_title, draw) => {
    const draws = draw();
    const share = (test: (draw: Record<string, number>) => boolean) =>
      draws.filter((draw) => test(draw as Record<string, number>)).length / draws.length;
    // Four standard deviations of a share of p are 4 √(p (1 − p) / 4000) ≤ 0.032.
    for (const [measured, expected] of [
      [share(({ a }) => a! < 1e-2), 1 / 2],
      [share(({ a }) => a! < 1e-3), 1 / 4],
      [share(({ b }) => b! < 2.5), 1 / 4],
      [share(({ c }) => c === 5), 1 / 2],
    ] as const) {
      expect(Math.abs(measured - expected)).toBeLessThan(0.032);
    }
    expect(share(({ a, b }) => a! >= 1e-4 && a! <= 1 && b! >= 2 && b! <= 4)).toBe(1);
  });

  it('draws from lists without replacement', () => {
    const lists: Space = { a: [1, 2, 3], b: [true, false] };
    const all = candidatesOf(grid(lists));
    const drawn = candidatesOf(random(lists, 6));
    expect(drawn).not.toEqual(all);
    expect(new Set(drawn.map((candidate) => JSON.stringify(candidate)))).toEqual(
      new Set(all.map((candidate) => JSON.stringify(candidate))),
    );
    // The first draws do not depend on how many follow.
    expect(candidatesOf(random(lists, 2))).toEqual(drawn.slice(0, 2));
    expect(countOf(random(lists, 2))).toBe(6);
    expect(countOf(random(space, 2))).toBe(Infinity);
  });

  it('draws each value by a number of its own', () => {
    const source = new Random(1);
    const expected = [0, 1].map(() => ({
      a: Number((1e-4 ** (1 - source.uniform())).toPrecision(6)),
      b: Number((2 + 2 * source.uniform()).toPrecision(6)),
      c: source.below(2) === 0 ? 5 : 6,
    }));
    expect(candidatesOf(random(space, 2))).toEqual(expected);
  });
});
