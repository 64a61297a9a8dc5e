import { describe, expect, it } from 'vitest';

import { holm, pairedT, tieGroups } from '../index.ts';

const groups = (rows: Parameters<typeof tieGroups>[0], options = {}) =>
  tieGroups(rows, options).map((place) => place?.group);

const best = [80, 60, 90, 70, 50];
const close = [79, 61, 89.5, 70.5, 49];
const below = [75, 54, 84.5, 66, 44];
const scattered = [95, 30, 70, 90, 20];

describe('tieGroups', () => {
  it('ranks rows by what the tests tell apart, in the order of the input', () => {
    expect(groups([below, best, close])).toEqual([2, 1, 1]);
    expect(groups([[10, 11, 12, 10, 11], below, best, close])).toEqual([3, 2, 1, 1]);
  });

  it('gives the p-values of its tests, adjusted by Holm over one group', () => {
    const [first, second, third] = tieGroups([best, close, scattered]);
    const [p, q] = holm([pairedT(best, close).p!, pairedT(best, scattered).p!]);
    expect([first, second, third]).toEqual([{ group: 1 }, { group: 1, p }, { group: 1, p: q }]);
  });

  it('adjusts for the number of rows: what falls alone can stay among many', () => {
    const other = [78.8, 59.9, 89.4, 68.9, 49.6];
    const { p } = pairedT(best, other);
    expect(p).toBeGreaterThan(0.01);
    expect(p).toBeLessThan(0.05);
    expect(groups([best, other])).toEqual([1, 2]);
    expect(groups([best, other, ...Array<number[]>(9).fill(close)])).toEqual([1, 1, ...Array<number>(9).fill(1)]);
    expect(groups([best, other], { alpha: 0.001 })).toEqual([1, 1]);
  });

  it('leaves a scattered row in the first group though a higher one falls', () => {
    const steady = best.map((value, i) => value - 1 - 0.01 * i);
    expect(groups([best, steady, scattered])).toEqual([1, 2, 1]);
  });

  it('ties rows that are the same', () => {
    expect(tieGroups([best, best])).toEqual([{ group: 1 }, { group: 1, p: 1 }]);
  });

  it('pairs the blocks that both have', () => {
    const partly = [75, 54, undefined, 66, undefined];
    expect(tieGroups([best, partly, close])[1]).toEqual({ group: 2 });
    expect(pairedT([80, 60, 70], [75, 54, 66]).p).toBeGreaterThan(0.01);
    expect(tieGroups([best, partly])).toEqual([{ group: 1 }, { group: 2 }]);
  });

  it('does not put a row down that is ahead on the blocks that it shares', () => {
    // Its mean is lower only because it has the hard block that the best lacks.
    const rows = [
      [80, 81, 79, undefined],
      [82, 83.1, 81.1, 20],
    ];
    const [, place] = tieGroups(rows);
    expect(place!.group).toBe(1);
    expect(place!.p).toBeLessThan(0.05);
  });

  it('goes by intervals where fewer than two blocks are shared', () => {
    const a = [80, 80.2, 80.4, undefined, undefined];
    // Intervals 79.0 ± 2.5, which reaches 80.2, and 70 ± 2.5, which does not.
    const reaching = [undefined, undefined, 78, 79, 80];
    const low = [undefined, undefined, 69, 70, 71];
    expect(tieGroups([a, reaching, low])).toEqual([{ group: 1 }, { group: 1 }, { group: 2 }]);
    // One value: inside 80.2 ± 0.5 or not.
    const single = (value: number) => [undefined, undefined, undefined, undefined, value];
    expect(groups([a, single(79.8), single(79.5)])).toEqual([1, 1, 2]);
  });

  it('ties rows of one value each, and gives none to rows without values', () => {
    expect(tieGroups([[67], [80], [undefined]])).toEqual([{ group: 1 }, { group: 1 }, undefined]);
    expect(tieGroups([])).toEqual([]);
  });

  it('refuses rows of different lengths, values that are not finite and levels in percent', () => {
    expect(() => tieGroups([[1, 2], [1]])).toThrow(new RangeError('row 1 has 1 blocks; expected 2, as row 0 has'));
    expect(() => tieGroups([[1, Number.NaN]])).toThrow('value 1 is NaN; expected a finite number');
    expect(() => tieGroups([[1]], { alpha: 5 })).toThrow('the level alpha is 5; expected a number between 0 and 1');
  });
});
