import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { identity, rowOf, rowsOf } from '../../test/fixtures.ts';
import { type RunRow, summarize, type TableCell } from '../index.ts';

const line = ({ dataset, shots, method, protocol, n, mean, failed, missing }: TableCell) =>
  [dataset, shots, method, protocol, `n=${n}`, mean ?? '-', `failed=${failed}`, `missing=${missing}`].join(' ');
const lines = (rows: readonly RunRow[], options = {}) => summarize(rows, options).map(line);

describe('summarize', () => {
  it('gives mean, std with n − 1 and the t-interval over seeds', () => {
    const [cell] = summarize(rowsOf([67.0, 67.5, 67.7]));
    expect(cell).toMatchObject({ dataset: 'pets', shots: 16, method: 'taskres', protocol: 'fixed', backbone: 'RN50' });
    expect(cell).toMatchObject({ n: 3, failed: 0, missing: 0, seeds: [1, 2, 3], values: [67.0, 67.5, 67.7] });
    expect(cell?.mean).toBeCloseTo(67.4, 12);
    expect(cell?.std).toBeCloseTo(Math.sqrt(0.13), 12);
    expect(cell?.interval).toBeCloseTo((4.302652729749462 * Math.sqrt(0.13)) / Math.sqrt(3), 12);
    expect(cell?.minutes).toBeCloseTo(1.75 / 60, 12);
  });

  it('has a mean only for one run, and neither for none', () => {
    expect(summarize([rowOf(60, { seed: null })])[0]).toMatchObject({ n: 1, mean: 60, seeds: [null] });
    expect(summarize([rowOf(60)])[0]).toMatchObject({ std: undefined, interval: undefined });
    expect(summarize(rowsOf(['failed', 'queued']))[0]).toMatchObject({ n: 0, mean: undefined, minutes: undefined });
    expect(summarize([])).toEqual([]);
  });

  it('counts what failed and what is missing, and keeps the keys of all', () => {
    const rows = rowsOf([50, 'failed', 'queued', 'running', 'interrupted', 52]);
    const [cell] = summarize(rows);
    expect(cell).toMatchObject({ n: 2, mean: 51, failed: 1, missing: 3, seeds: [1, 6] });
    expect(cell?.keys).toEqual(rows.map(({ key }) => key));
  });

  it('counts the newest version of each method only', () => {
    const rows = [
      ...rowsOf([50, 51], { methodVersion: 1 }),
      ...rowsOf([60], { methodVersion: 2 }),
      ...rowsOf([40], { method: 'coop', methodVersion: 1 }),
    ];
    expect(lines(rows)).toEqual([
      'pets 16 coop fixed n=1 40 failed=0 missing=0',
      'pets 16 taskres fixed n=1 60 failed=0 missing=0',
    ]);
  });

  it('keeps versions of a dataset apart, and names the older ones', () => {
    const rows = [
      ...rowsOf([50], { datasetHash: 'ffffffff0000' }, { createdAt: 1 }),
      ...rowsOf([60], { datasetHash: '000000001111' }, { createdAt: 2 }),
      // Planned, but superseded before it ran.
      ...rowsOf(['queued'], { datasetHash: 'eeeeeeee0000' }, { createdAt: 1 }),
    ];
    expect(lines(rows)).toEqual([
      'pets 16 taskres fixed n=1 60 failed=0 missing=0',
      'pets@ffffffff 16 taskres fixed n=1 50 failed=0 missing=0',
    ]);
    expect(summarize(rows).map(({ superseded }) => superseded)).toEqual([false, true]);
  });

  it('keeps backbones apart, whose features make other hashes of the same dataset', () => {
    const rows = [
      ...rowsOf([50], { backbone: 'RN50', datasetHash: 'aaaaaaaa' }, { createdAt: 1 }),
      ...rowsOf([60], { backbone: 'ViT-B/32', datasetHash: 'bbbbbbbb' }, { createdAt: 2 }),
    ];
    expect(summarize(rows).map(({ dataset, backbone, mean }) => [dataset, backbone, mean])).toEqual([
      ['pets', 'RN50', 50],
      ['pets', 'ViT-B/32', 60],
    ]);
  });

  it('keeps variants, engines, protocols and changed configurations apart', () => {
    const engine = identity.engine;
    const rows = [
      rowOf(1, { config: { alpha: 1 } }, { variant: 'alpha=1' }),
      rowOf(2, { engine: { ...engine, executor: 'cpu' } }),
      rowOf(3, { engine: { ...engine, precision: 'float64' } }),
      rowOf(4, { engine: { ...engine, executor: 'tensorflow', precision: 'float64' }, config: {} }, { variant: 'x' }),
      rowOf(5, { protocol: 'few-shot-val' }),
      rowOf(6),
      rowOf(7, { config: { alpha: 9 } }, { createdAt: 1 }),
    ];
    expect(lines(rows)).toEqual([
      'pets 16 taskres fixed n=1 6 failed=0 missing=0',
      'pets 16 taskres few-shot-val n=1 5 failed=0 missing=0',
      'pets 16 taskres #6b8707d6 fixed n=1 7 failed=0 missing=0',
      'pets 16 taskres (alpha=1) fixed n=1 1 failed=0 missing=0',
      'pets 16 taskres (x) [tensorflow float64] fixed n=1 4 failed=0 missing=0',
      'pets 16 taskres [cpu] fixed n=1 2 failed=0 missing=0',
      'pets 16 taskres [float64] fixed n=1 3 failed=0 missing=0',
    ]);
  });

  it('names an engine version that is not the newest', () => {
    const rows = [
      rowOf(1, { engine: { ...identity.engine, version: 1 } }),
      rowOf(2, { engine: { ...identity.engine, version: 2 } }),
      rowOf(3, { engine: { ...identity.engine, executor: 'cpu', version: 1 } }),
    ];
    expect(summarize(rows).map(({ method, superseded }) => [method, superseded])).toEqual([
      ['taskres', false],
      ['taskres [cpu]', false],
      ['taskres [engine 1]', true],
    ]);
  });

  it('leaves runs that were tuned on test data out unless asked', () => {
    const rows = [rowOf(50), rowOf(99, { protocol: 'test-oracle' })];
    expect(lines(rows)).toHaveLength(1);
    expect(lines(rows, { testOracle: true })).toEqual([
      'pets 16 taskres fixed n=1 50 failed=0 missing=0',
      'pets 16 taskres test-oracle n=1 99 failed=0 missing=0',
    ]);
  });

  it('does not depend on the order of the rows', () => {
    const rows = [
      ...rowsOf([67.01, 67.53, 'failed', 66.9, 67.7]),
      ...rowsOf([50.1, 50.2], { shots: 1 }),
      ...rowsOf([70, 71], { dataset: 'eurosat' }),
      ...rowsOf([60], { datasetHash: '0000000011' }),
      ...rowsOf([61], { config: { alpha: 3 } }),
      rowOf(44, { seed: null, method: 'zero-shot', shots: 0 }),
    ];
    const expected = JSON.stringify(summarize(rows));
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(JSON.stringify(summarize(shuffled))).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });
});
