import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import { formatCsv, formatJson, formatText, pivots, summarize, type Table, tableSheet } from '../index.ts';

const textOf = (tables: readonly Table[]) => formatText(tableSheet(tables));

const rows = [
  ...rowsOf([67.2, 67.4, 67.6], { dataset: 'pets' }),
  ...rowsOf([9.1, 9.5, 9.9], { dataset: 'eurosat' }),
  ...rowsOf([67.4, 'failed', 'queued'], { dataset: 'pets', config: { alpha: 1 } }, { variant: 'alpha=1' }),
  rowOf(100, { dataset: 'pets', method: 'zero-shot', shots: 0, seed: null, config: {} }),
  rowOf('queued', { dataset: 'eurosat', method: 'zero-shot', shots: 0, seed: null, config: {} }),
  ...rowsOf([55, 56], { dataset: 'pets', method: 'tip-adapter', protocol: 'few-shot-val' }),
];

describe('formatText', () => {
  it('aligns one block for each shot count and explains its signs', () => {
    expect(textOf(pivots(summarize(rows)))).toMatchInlineSnapshot(`
      "0 shots · RN50 · protocol fixed

      method     eurosat  pets    average
      zero-shot  -        100.00  -

      runs without a number: 1 not finished

      16 shots · RN50 · protocol fixed

      method             eurosat      pets            average
      taskres            9.50 ± 0.99  67.40 ± 0.50*   38.45 ± 0.75
      taskres (alpha=1)     -         67.40* (n=1/3)      -

      runs without a number: 1 failed, 1 not finished

      16 shots · RN50 · protocol few-shot-val

      method       eurosat  pets          average
      tip-adapter  -        55.50 ± 6.35  -

      Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      * best of the methods, ties included.
      A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      (n=a/b): a of b planned seeds are done.
      average: over datasets, where all have a value; ± over per-seed averages, where all share their seeds.
      "
    `);
  });

  it('has a column of protocols where they are mixed', () => {
    const mixed = pivots(summarize(rows), { datasets: ['pets'], mixProtocols: true }).slice(1);
    expect(textOf(mixed).split('\n').slice(0, 5).join('\n')).toMatchInlineSnapshot(`
      "16 shots · RN50

      method             protocol      pets
      taskres            fixed         67.40 ± 0.50*
      taskres (alpha=1)  fixed         67.40* (n=1/3)"
    `);
  });

  it('needs few words for a small table', () => {
    expect(textOf(pivots(summarize([rowOf(61.5)])))).toMatchInlineSnapshot(`
      "16 shots · RN50 · protocol fixed

      method   pets
      taskres  61.50

      Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      "
    `);
    expect(textOf([])).toBe('no runs\n');
  });
});

describe('formatCsv', () => {
  it('has one line for each cell', () => {
    expect(formatCsv(summarize(rows))).toMatchInlineSnapshot(`
      "dataset,shots,method,protocol,n,mean,std,interval95,backbone,failed,missing,best,second
      eurosat,0,zero-shot,fixed,0,,,,RN50,0,1,0,0
      eurosat,16,taskres,fixed,3,9.5000,0.4000,0.9937,RN50,0,0,0,0
      pets,0,zero-shot,fixed,1,100.0000,,,RN50,0,0,0,0
      pets,16,taskres,fixed,3,67.4000,0.2000,0.4968,RN50,0,0,1,0
      pets,16,taskres (alpha=1),fixed,1,67.4000,,,RN50,1,1,1,0
      pets,16,tip-adapter,few-shot-val,2,55.5000,0.7071,6.3531,RN50,0,0,0,0
      "
    `);
  });

  it('quotes what RFC 4180 asks for', () => {
    const cells = summarize([rowOf(50, { dataset: 'my "own", set' }, { variant: 'a=1,b=2' })]);
    expect(formatCsv(cells).split('\n')[1]).toBe(
      '"my ""own"", set",16,"taskres (a=1,b=2)",fixed,1,50.0000,,,RN50,0,0,0,0',
    );
    expect(formatCsv([])).toBe(
      'dataset,shots,method,protocol,n,mean,std,interval95,backbone,failed,missing,best,second\n',
    );
  });
});

describe('formatJson', () => {
  it('holds what the table holds, and the keys that lead back to the runs', () => {
    expect(formatJson(summarize(rowsOf([67, 'queued'])))).toMatchInlineSnapshot(`
      "[
        {
          "dataset": "pets",
          "datasetHash": "11111111aaaaaaaa",
          "shots": 16,
          "method": "taskres",
          "protocol": "fixed",
          "backbone": "RN50",
          "n": 1,
          "mean": 67,
          "std": null,
          "interval95": null,
          "failed": 0,
          "missing": 1,
          "best": false,
          "second": false,
          "seeds": [
            1
          ],
          "values": [
            67
          ],
          "keys": [
            "f40198fe9c717e0a7196f89df7253b9ed9bc1785ab8139918f74d75ea3190193",
            "01561a3d515bef43a57ab5859775df3db8aa5cbea0ba65de8f07c22ab3923d61"
          ]
        }
      ]
      "
    `);
    expect(formatJson([])).toBe('[]\n');
  });
});

describe('exports', () => {
  it('are equal for equal results, whenever and however long they took', () => {
    const later = rows
      .map((row) => ({
        ...row,
        createdAt: row.createdAt + 5,
        attempts: 3,
        owner: 'another',
        result: row.result && { ...row.result, fitSeconds: 99 },
      }))
      .reverse();
    const [one, other] = [summarize(rows), summarize(later)];
    expect(formatCsv(other)).toBe(formatCsv(one));
    expect(formatJson(other)).toBe(formatJson(one));
    expect(textOf(pivots(other))).toBe(textOf(pivots(one)));
  });
});
