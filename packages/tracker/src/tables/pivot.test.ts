import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import { pivots, type RunRow, summarize } from '../index.ts';

const table = (rows: readonly RunRow[], more = {}) =>
  pivots(summarize(rows, { testOracle: true }), { mixProtocols: true, ...more })[0]!;

describe('pivot', () => {
  it('puts methods on rows, datasets on columns, and averages where every dataset has a value', () => {
    const { datasets, averaged, rows } = table([
      ...rowsOf([60, 62], { dataset: 'pets' }),
      ...rowsOf([40, 46], { dataset: 'eurosat' }),
      ...rowsOf([50], { dataset: 'pets', method: 'coop' }),
      ...rowsOf(['queued'], { dataset: 'eurosat', method: 'coop' }),
    ]);
    expect({ datasets, averaged }).toEqual({ datasets: ['eurosat', 'pets'], averaged: true });
    expect(rows.map(({ method, values }) => [method, ...values.map((value) => value?.cell.mean)])).toEqual([
      ['coop', undefined, 50],
      ['taskres', 43, 61],
    ]);
    expect(rows[0]?.average).toBeUndefined();
    // Per-seed averages 50 and 54: t(0.975, 1) · √8 / √2 = 12.706 · 2.
    expect(rows[1]?.average).toMatchObject({ mean: 52, n: 2, interval: expect.closeTo(25.412409, 5) });
  });

  it('gives an average no interval where the datasets do not share their seeds, or have one', () => {
    const average = (rows: readonly RunRow[]) => table(rows).rows[0]?.average;
    const pets = rowsOf([60, 62, 64]);
    expect(average([...pets, ...rowsOf([40, 46, 'failed'], { dataset: 'eurosat' })])).toMatchObject({
      ...{ mean: 52.5, interval: undefined, n: undefined, best: false },
    });
    expect(average([rowOf(60), rowOf(40, { dataset: 'eurosat' })])).toMatchObject({
      ...{ mean: 50, interval: undefined, n: 1, best: false },
    });
  });

  it('has no average column for one dataset, nor counts an older version of it', () => {
    const rows = [rowOf(60), rowOf(50, { datasetHash: 'ffffffffff' }, { createdAt: 1 })];
    expect(table(rows)).toMatchObject({ datasets: ['pets', 'pets@ffffffff'], averaged: false });
    const three = table([...rows, rowOf(40, { dataset: 'eurosat' })]);
    expect(three.rows[0]?.average?.mean).toBe(50);
  });

  it('marks the best of each column, with ties to two decimals shared', () => {
    const { rows } = table([
      rowOf(60.001, { method: 'a' }),
      rowOf(60.004, { method: 'b' }),
      rowOf(59.99, { method: 'c' }),
      rowOf(90, { method: 'd', protocol: 'test-oracle' }),
      rowOf(70, { method: 'c', dataset: 'eurosat' }),
    ]);
    const best = rows.map(({ method, values }) => [method, ...values.map((value) => value?.best)]);
    expect(best).toEqual([
      ['a', undefined, true],
      ['b', undefined, true],
      ['c', false, false],
      ['d', undefined, false],
    ]);
  });

  it('shows the columns that are asked for, in their order, and averages over them', () => {
    const rows = ['pets', 'eurosat', 'dtd'].map((dataset, index) => rowOf(10 * index, { dataset }));
    const chosen = table(rows, { datasets: ['pets', 'dtd'] });
    expect(chosen.rows[0]?.values.map((value) => value?.cell.mean)).toEqual([0, 20]);
    expect(chosen.rows[0]?.average?.mean).toBe(10);
    expect(table(rows, { datasets: ['pets', 'dtd', 'cars'] }).rows[0]?.average).toBeUndefined();
  });

  it('is made for every backbone and shot count that there is', () => {
    const rows = [rowOf(1, { shots: 16 }), rowOf(2, { shots: 2 }), rowOf(3, { shots: 1, backbone: 'ViT-B/32' })];
    expect(pivots(summarize(rows)).map(({ backbone, shots }) => [backbone, shots])).toEqual([
      ['RN50', 2],
      ['RN50', 16],
      ['ViT-B/32', 1],
    ]);
    expect(pivots([])).toEqual([]);
  });

  it('keeps protocols apart unless they are to be mixed', () => {
    const cells = summarize([
      ...[60, 61].map((accuracy, i) => rowOf(accuracy, { method: `fixed-${i}` })),
      ...[70, 71].map((accuracy, i) => rowOf(accuracy, { method: `tuned-${i}`, protocol: 'few-shot-val' })),
      rowOf(10, { dataset: 'eurosat', method: 'fixed-0' }),
    ]);
    const marks = (options = {}) =>
      pivots(cells, options).map(({ protocol, datasets, rows }) => [
        ...[protocol, datasets.join(' ')],
        ...rows.map(({ method, values }) => `${method}${values[1]?.best ? ' best' : ''}`),
      ]);
    expect(marks()).toEqual([
      ['fixed', 'eurosat pets', 'fixed-0', 'fixed-1 best'],
      ['few-shot-val', 'eurosat pets', 'tuned-0', 'tuned-1 best'],
    ]);
    expect(marks({ mixProtocols: true })).toEqual([
      [undefined, 'eurosat pets', 'fixed-0', 'fixed-1', 'tuned-0', 'tuned-1 best'],
    ]);
  });
});
