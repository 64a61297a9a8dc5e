import { pairedT, wilcoxonSignedRank } from '@shotbench/statistics';
import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import { formatRanking, rankMethods, type RunRow, summarize } from '../index.ts';

const DATASETS = ['cars', 'dtd', 'eurosat', 'food', 'pets', 'sun'];

/** One run of a method on each dataset. */
function runsOf(method: string, accuracies: readonly (number | undefined)[], changes = {}): RunRow[] {
  return accuracies.flatMap((accuracy, i) =>
    accuracy === undefined ? [] : [rowOf(accuracy, { method, dataset: DATASETS[i]!, config: {}, ...changes })],
  );
}

const best = [70, 60, 80, 75, 90, 65];
const close = [71, 58, 80.5, 74, 89, 65.5];
const behind = [64, 55, 73, 70, 84, 60];
const rank = (rows: readonly RunRow[], options = {}) => rankMethods(summarize(rows), options);

describe('rankMethods', () => {
  const [ranking] = rank([...runsOf('behind', behind), ...runsOf('close', close), ...runsOf('best', best)]);

  it('puts what paired tests over datasets cannot tell apart into one group', () => {
    expect(ranking).toMatchObject({
      backbone: 'RN50',
      shots: 16,
      protocol: 'fixed',
      pairedBy: 'datasets',
      names: DATASETS,
    });
    expect(ranking!.rows.map(({ method, group, n }) => [method, group, n])).toEqual([
      ['best', 1, 6],
      ['close', 1, 6],
      ['behind', 2, 6],
    ]);
  });

  it('compares each with the best, both kinds of p-values adjusted for two comparisons', () => {
    const [first, second, third] = ranking!.rows;
    expect(first!.toBest).toBeUndefined();
    const [t, signs] = [pairedT(behind, best), wilcoxonSignedRank(behind, best)];
    expect(third!.toBest).toMatchObject({ n: 6, difference: t.mean, halfWidth: t.halfWidth });
    expect(third!.toBest!.p).toBeCloseTo(2 * t.p!, 12);
    // All six differences have one sign: 2 / 2⁶, times 2.
    expect(signs.p).toBe(2 / 64);
    expect(third!.toBest!.wilcoxonP).toBe(4 / 64);
    expect(second!.toBest!.p).toBeCloseTo(pairedT(close, best).p!, 12);
    const [low, high] = third!.toBest!.bootstrap!;
    expect(low).toBeLessThan(t.mean);
    expect(high).toBeGreaterThan(t.mean);
    expect(third!.toBest!.detectable).toBeGreaterThan(0);
    expect(third!.toBest!.detectable).toBeLessThan(Math.abs(t.mean));
  });

  it('prints', () => {
    expect(formatRanking([ranking!]).split('\n').slice(0, 5).join('\n')).toMatchInlineSnapshot(`
      "16 shots · RN50 · protocol fixed · 6 datasets

      group  method  mean   n  to best       p       Wilcoxon  bootstrap      detectable
      1      best    73.33  6
      1      close   73.00  6  -0.33 ± 1.23  0.516   0.531     -1.17 … +0.50  1.68"
    `);
    expect(formatRanking([])).toBe('no runs\n');
  });

  it('depends on the order of the rows as little as tables do', () => {
    const rows = [...runsOf('best', best), ...runsOf('close', close), ...runsOf('behind', behind)];
    expect(rank([...rows].reverse())).toEqual([ranking]);
  });

  it('pairs by what both have', () => {
    const [partial] = rank([...runsOf('best', best), ...runsOf('close', [71, undefined, 80.5])]);
    const row = partial!.rows.find(({ method }) => method === 'close')!;
    expect(row.toBest ?? partial!.rows.find(({ method }) => method === 'best')!.toBest).toMatchObject({ n: 2 });
  });

  it('pairs seeds where there is one dataset; what has none counts with each', () => {
    const rows = [...rowsOf([80, 81, 82]), rowOf(60, { method: 'zero-shot', config: {}, seed: null })];
    const [single] = rank(rows);
    expect(single).toMatchObject({ pairedBy: 'seeds' });
    const zeroShot = single!.rows.find(({ method }) => method === 'zero-shot')!;
    expect(zeroShot).toMatchObject({ group: 2, toBest: { difference: -21, n: 3 } });
  });

  it('keeps protocols apart unless asked, and never lets what was tuned on test data compete', () => {
    const rows = [
      ...runsOf('best', best),
      ...runsOf('tuned', close, { protocol: 'few-shot-val' }),
      ...runsOf(
        'oracle',
        best.map((value) => value + 5),
        { protocol: 'test-oracle' },
      ),
    ];
    const cells = summarize(rows, { testOracle: true });
    expect(rankMethods(cells).map(({ protocol, rows: own }) => [protocol, own.map(({ method }) => method)])).toEqual([
      ['few-shot-val', ['tuned']],
      ['fixed', ['best']],
    ]);
    const [mixed] = rankMethods(cells, { mixProtocols: true });
    expect(mixed!.rows.map(({ method }) => method)).toEqual(['best', 'tuned']);
    expect(mixed).not.toHaveProperty('protocol');
  });
});
