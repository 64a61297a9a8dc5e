import { describe, expect, it } from 'vitest';

import { rowOf } from '../../test/fixtures.ts';
import {
  baseToNovelScore,
  baseToNovelSheet,
  type BaseToNovelTable,
  baseToNovelTables,
  type Evaluation,
  evaluationCells,
  type EvaluationScore,
  formatCsv,
  formatJson,
  formatText,
  pivots,
  type RunIdentity,
  type RunRow,
  summarize,
  tableSheet,
  targetScore,
  targetTables,
} from '../index.ts';

/** A done run with this score. */
function scored(score: EvaluationScore, changes: Partial<RunIdentity>, createdAt = 1000): RunRow {
  const row = rowOf(score.accuracy, changes, { createdAt });
  return { ...row, result: { ...row.result!, ...score } };
}

const evaluation: Evaluation = { kind: 'base-to-novel' };
const judged = (base: number, novel: number, changes: Partial<RunIdentity> = {}) =>
  scored(baseToNovelScore(base, novel), { evaluation, ...changes });
const halves = [
  judged(80, 60, { seed: 1 }),
  judged(90, 50, { seed: 2 }),
  judged(70, 40, { seed: 3, dataset: 'dtd' }),
  judged(60, 60, { method: 'zero-shot', seed: null, config: {} }),
  rowOf('failed', { evaluation, method: 'coop', config: {} }),
];

const printed = (tables: readonly BaseToNovelTable[]) => formatText(baseToNovelSheet(tables));

describe('base-to-novel tables', () => {
  const [table] = baseToNovelTables(evaluationCells(halves, 'base-to-novel'));

  it('take H of the means over seeds, and average it both ways', () => {
    const row = table!.rows.find(({ method }) => method === 'taskres')!;
    expect(table!.datasets).toEqual(['dtd', 'pets']);
    // pets: base (80 + 90) / 2, novel (60 + 50) / 2, H 2 · 85 · 55 / 140; dtd: 2 · 70 · 40 / 110.
    expect(row.values[1]).toMatchObject({ base: 85, novel: 55, h: expect.closeTo(66.785714, 6) as number });
    expect(row.values[0]).toMatchObject({ base: 70, novel: 40, h: expect.closeTo(50.909091, 6) as number });
    // Averages: base 77.5, novel 47.5, (66.785714 + 50.909091) / 2, and 2 · 77.5 · 47.5 / 125.
    expect(row.average!.base).toBe(77.5);
    expect(row.average!.novel).toBe(47.5);
    expect(row.average!.meanOfH).toBeCloseTo(58.847403, 6);
    expect(row.average!.hOfMeans).toBeCloseTo(58.9, 10);
  });

  it('print', () => {
    expect(printed([table!])).toMatchInlineSnapshot(`
      "base to novel · 16 shots · RN50 · protocol fixed

                 dtd                  pets                    average
      method     base   novel  H      base    novel   H       base   novel  mean of H  H of means
      coop           -      -      -      -       -       -       -      -      -          -
      taskres    70.00  40.00  50.91  85.00*  55.00°  66.79*  77.50  47.50  58.85      58.90
      zero-shot      -      -      -  60.00°  60.00*  60.00°      -      -      -          -

      runs without a number: 1 failed

      Accuracy in percent, mean over seeds: of the base classes, which were trained on; of the novel ones, which were only named.
      H: the harmonic mean of the two.
      * best of the methods, ties included.
      A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      ° second best.
      average: over datasets, where all have a value; mean of H: of the H of each; H of means: the harmonic mean of average base and novel.
      "
    `);
    expect(printed([])).toBe('no runs\n');
  });

  it('leave the older version of a dataset out of the average', () => {
    const older = { ...judged(10, 10, { datasetHash: 'ffffffff' }), createdAt: 1 };
    const [withOlder] = baseToNovelTables(evaluationCells([...halves, older], 'base-to-novel'));
    expect(withOlder!.datasets).toEqual(['dtd', 'pets', 'pets@ffffffff']);
    expect(withOlder!.rows[1]!.average).toEqual(table!.rows[1]!.average);
  });

  it('and few-shot tables never show each other’s runs', () => {
    const fewShot = rowOf(99);
    const rows = [...halves, fewShot];
    expect(summarize(rows)).toEqual(summarize([fewShot]));
    expect(evaluationCells(rows, 'base-to-novel')).toEqual(evaluationCells(halves, 'base-to-novel'));
    expect(evaluationCells(rows, 'transfer')).toEqual([]);
  });

  it('export one line for each metric', () => {
    const cells = evaluationCells(halves.slice(0, 2), 'base-to-novel');
    expect(formatCsv(cells)).toMatchInlineSnapshot(`
      "dataset,shots,method,protocol,n,mean,std,interval95,backbone,failed,missing,best,second,metric
      pets,16,taskres,fixed,2,85.0000,7.0711,63.5310,RN50,0,0,0,0,base
      pets,16,taskres,fixed,2,55.0000,7.0711,63.5310,RN50,0,0,0,0,novel
      "
    `);
    const [record] = JSON.parse(formatJson(cells)) as object[];
    expect(record).toMatchObject({ metric: 'base', evaluation: { kind: 'base-to-novel' }, values: [80, 90] });
  });
});

const onto = (hash: string): Evaluation => ({
  kind: 'shifted',
  targets: [
    { name: 'paint', hash },
    { name: 'sketch', hash: '44444444' },
  ],
});
const shifted = (score: EvaluationScore, changes: Partial<RunIdentity> = {}, createdAt = 1000) =>
  scored(score, { evaluation: onto('33333333'), ...changes }, createdAt);

describe('tables of targets', () => {
  const rows = [
    shifted(targetScore(80, { paint: 40, sketch: 20 }), { seed: 1 }),
    shifted(targetScore(82, { paint: 50, sketch: 24 }), { seed: 2 }),
    shifted(targetScore(70, { paint: 60, sketch: 10 }), { method: 'zero-shot', seed: null, config: {} }),
    rowOf('queued', { evaluation: onto('33333333'), seed: 3 }),
  ];

  it('have a column for each target, and a mean without the source', () => {
    const [table] = targetTables(evaluationCells(rows, 'shifted'));
    expect(table).toMatchObject({
      trainedOn: 'pets',
      columns: ['pets (source)', 'paint', 'sketch'].map((dataset) => ({ dataset })),
    });
    expect(table!.rows.map(({ values }) => values.map((value) => value?.cell.mean))).toEqual([
      [81, 45, 22],
      [70, 60, 10],
    ]);
    expect(table!.rows.map(({ average }) => average?.mean)).toEqual([33.5, 35]);
  });

  it('print, and count each run without a number once', () => {
    expect(formatText(tableSheet(targetTables(evaluationCells(rows, 'shifted'))))).toMatchInlineSnapshot(`
      "16 shots · RN50 · protocol fixed · trained on pets

      method     pets (source)           paint                   sketch                  target mean
      taskres    81.00 ± 12.71* (n=2/3)  45.00 ± 63.53° (n=2/3)  22.00 ± 25.41* (n=2/3)  33.50 ± 44.47°
      zero-shot  70.00°                  60.00*                  10.00°                  35.00*

      runs without a number: 1 not finished

      Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      * best of the methods, ties included.
      A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      ° second best.
      (n=a/b): a of b planned seeds are done.
      target mean: over the sets that were not trained on, where all have a value; ± over per-seed averages, where all share their seeds.
      "
    `);
  });

  it('leave out runs on a replaced version of a target', () => {
    const old = shifted(targetScore(1, { paint: 1, sketch: 1 }), { evaluation: onto('00000000'), seed: 9 }, 1);
    expect(evaluationCells([...rows, old], 'shifted')).toEqual(evaluationCells(rows, 'shifted'));
  });

  it('keep sources and sets of targets apart', () => {
    const one: Evaluation = { kind: 'shifted', targets: [{ name: 'paint', hash: '33333333' }] };
    const others = [
      shifted(targetScore(80, { paint: 41 }), { evaluation: one }),
      shifted(targetScore(80, { paint: 42 }), { evaluation: one, dataset: 'dtd' }),
    ];
    const tables = targetTables(evaluationCells([...rows, ...others], 'shifted'));
    expect(tables.map(({ trainedOn, columns, averaged }) => [trainedOn, columns.length - 1, averaged])).toEqual([
      ['dtd', 1, false],
      ['pets', 2, true],
      ['pets', 1, false],
    ]);
    expect(pivots(summarize([...rows, ...others]))).toEqual([]);
  });
});
