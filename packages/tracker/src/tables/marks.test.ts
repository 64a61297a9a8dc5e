import { tInterval } from '@shotbench/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import { type Mark, markCells, markContest, summarize } from '../index.ts';

const contestant = (values: readonly number[], seeds: readonly (number | null)[] = values.map((_, i) => i + 1)) => ({
  ...{ values, seeds, protocol: 'fixed' as const },
  mean: values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length,
});
const signs = (marks: readonly Mark[]) => marks.map(({ best, second }) => (best ? '*' : second ? '°' : '')).join(' ');

describe('markContest', () => {
  it('lets those share the best whose paired differences from it may be 0', () => {
    // Differences 1, 1, 0.4: 0.8 ± 0.861; differences 2, 2, 1.9: 1.967 ± 0.143.
    const marks = markContest([contestant([60, 70, 80]), contestant([59, 69, 79.6]), contestant([58, 68, 78.1])]);
    expect(signs(marks)).toBe('* * °');
  });

  it('takes the seeds that both have, in whatever order', () => {
    const top = contestant([80, 60, 70], [3, 1, 2]);
    expect(signs(markContest([top, contestant([59, 69, 79.6, 10], [1, 2, 3, 4])]))).toBe('* *');
    expect(signs(markContest([top, contestant([58, 68, 78], [1, 2, 3])]))).toBe('* °');
  });

  it('asks for equality to two decimals where fewer than two seeds are shared', () => {
    const marks = markContest([contestant([60.004, 60]), contestant([60], [null]), contestant([59.99], [1])]);
    expect(signs(marks)).toBe('* * °');
    expect(signs(markContest([contestant([60, 70], [1, 2]), contestant([59, 69], [2, 3])]))).toBe('* °');
  });

  it('marks nobody without a contest, and no test oracle', () => {
    const oracle = { ...contestant([99]), protocol: 'test-oracle' as const };
    expect(signs(markContest([contestant([60]), contestant([]), oracle]))).toBe('  ');
    expect(signs(markContest([contestant([60]), oracle, contestant([50]), contestant([50])]))).toBe('*  ° °');
    expect(markContest([])).toEqual([]);
  });

  it('agrees with intervals that are looked at one by one', () => {
    const list = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(list, { minLength: 2, maxLength: 6 }), (lists) => {
        const contestants = lists.map((values) => contestant(values));
        const means = contestants.map(({ mean }) => Number((mean as number).toFixed(2)));
        const top = contestants[means.indexOf(Math.max(...means))]!;
        const best = contestants.map(({ values }, i) => {
          const { mean, halfWidth = 0 } = tInterval(values.map((value, s) => top.values[s]! - value));
          return means[i] === Math.max(...means) || (mean - halfWidth <= 0 && mean + halfWidth >= 0);
        });
        const rest = means.filter((_, i) => !best[i]);
        const expected = means.map((mean, i) => ({ best: best[i], second: !best[i] && mean === Math.max(...rest) }));
        expect(markContest(contestants)).toEqual(expected);
      }),
    );
  });
});

describe('markCells', () => {
  it('lets methods compete on the same dataset, shots, backbone and protocol only', () => {
    const cells = summarize([
      ...rowsOf([50]),
      ...rowsOf([60], { method: 'coop' }),
      ...rowsOf([70], { method: 'coop', shots: 1 }),
      ...rowsOf([80], { method: 'coop', backbone: 'ViT' }),
      ...rowsOf([90], { method: 'coop', dataset: 'dtd' }),
      ...rowsOf([99], { method: 'coop', protocol: 'full-val' }),
      rowOf('queued', { method: 'none' }),
    ]);
    const marked = (options = {}) => {
      const marks = markCells(cells, options);
      return cells.filter((cell) => marks.get(cell)!.best || marks.get(cell)!.second).map(({ mean }) => mean);
    };
    expect(marked()).toEqual([60, 50]);
    expect(marked({ mixProtocols: true })).toEqual([60, 99]);
  });
});
