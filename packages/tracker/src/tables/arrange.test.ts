import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import {
  arrange,
  type Dimension,
  DIMENSIONS,
  formatCsv,
  formatJson,
  formatLatex,
  formatMarkdown,
  formatText,
  type Layout,
  PAPER_LAYOUT,
  summarize,
  tableSheet,
} from '../index.ts';

const rows = [
  ...rowsOf([60, 62], { dataset: 'pets' }),
  ...rowsOf([40, 46], { dataset: 'dtd' }),
  ...rowsOf([50, 52], { dataset: 'pets', shots: 1 }),
  ...rowsOf([70, 'failed'], { dataset: 'pets', method: 'coop' }),
  rowOf(55, { dataset: 'pets', method: 'tip', protocol: 'few-shot-val', seed: null }),
  rowOf(65, { dataset: 'pets', backbone: 'ViT' }),
];
const cells = summarize(rows);
const layout = (rows: Dimension[], columns: Dimension[], facets: Dimension[] = []): Layout => ({
  rows,
  columns,
  facets,
});
const textOf = (layout: Layout, options = {}, shown = cells) => formatText(tableSheet(arrange(shown, layout, options)));

describe('arrange', () => {
  it('gives what stands nowhere tables of its own, and says so', () => {
    expect(textOf(layout(['method'], ['shots'], ['backbone']), { datasets: ['pets', 'dtd'] })).toMatchInlineSnapshot(`
      "RN50 · dtd · protocol fixed

      method   16 shots
      taskres  43.00 ± 38.12

      RN50 · pets · protocol fixed

      method   1 shot         16 shots
      coop         -          70.00* (n=1/2)
      taskres  51.00 ± 12.71  61.00 ± 12.71°

      runs without a number: 1 failed

      RN50 · pets · protocol few-shot-val

      method  1 shot  16 shots
      tip     -       55.00

      ViT · pets · protocol fixed

      method   16 shots
      taskres  65.00

      Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      * best of the methods, ties included.
      A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      ° second best.
      (n=a/b): a of b planned seeds are done.
      A table for each dataset: numbers that differ in what is on neither rows nor columns are never averaged.
      "
    `);
  });

  it('keeps protocols apart, or beside the methods where they are mixed', () => {
    const titles = (options: object) =>
      arrange(cells, layout(['dataset'], ['method'], ['shots']), options).map(({ facet, columns }) => [facet, columns]);
    expect(titles({}).filter(([facet]) => 'protocol' in facet!)).toHaveLength(4);
    const mixed = titles({ mixProtocols: true });
    expect(mixed.map(([facet]) => facet)).toEqual([
      { shots: 1, backbone: 'RN50' },
      { shots: 16, backbone: 'RN50' },
      { shots: 16, backbone: 'ViT' },
    ]);
    expect(mixed[1]![1]).toEqual([{ method: 'coop' }, { method: 'taskres' }, { method: 'tip' }]);
    const both = summarize([...rows, rowOf(1, { protocol: 'full-val' })]);
    expect(arrange(both, layout(['dataset'], ['method']), { mixProtocols: true })[1]!.columns).toContainEqual({
      ...{ method: 'taskres', protocol: 'full-val' },
    });
  });

  it('averages columns of datasets on rows, without older versions', () => {
    const old = rowOf(1, { dataset: 'pets', datasetHash: 'ffffffffff' }, { createdAt: 1 });
    const [table] = arrange(summarize([...rows.slice(0, 4), old]), layout(['dataset'], ['method']));
    expect(table!.rows.map(({ place }) => place.dataset)).toEqual(['dtd', 'pets', 'pets@ffffffff']);
    // Per-seed averages 50 and 54.
    expect(table!.bottom).toMatchObject([{ mean: 52, n: 2, interval: expect.closeTo(25.412409, 5) as number }]);
  });

  it('shows single runs where seeds have a place', () => {
    const single = summarize(rows.slice(6, 9), { bySeed: true });
    expect(textOf(layout(['method'], ['seed']), { mixProtocols: true }, single)).toMatchInlineSnapshot(`
      "pets · 16 shots · RN50

      method  protocol      no seed  seed 1  seed 2
      coop    fixed             -    70.00   -
      tip     few-shot-val  55.00        -   -

      runs without a number: 1 failed

      Accuracy in percent of single runs.
      "
    `);
    expect(formatCsv(single)).toMatchInlineSnapshot(`
      "dataset,shots,method,protocol,n,mean,std,interval95,backbone,failed,missing,best,second,seed
      pets,16,coop,fixed,1,70.0000,,,RN50,0,0,0,0,1
      pets,16,coop,fixed,0,,,,RN50,1,0,0,0,2
      pets,16,tip,few-shot-val,1,55.0000,,,RN50,0,0,0,0,
      "
    `);
  });

  it('leaves out what follows from what has a place', () => {
    const paired = summarize([
      rowOf(1, { dataset: 'a', backbone: 'RN50' }),
      rowOf(2, { dataset: 'b', backbone: 'ViT' }),
    ]);
    expect(arrange(paired, layout(['method'], ['dataset'])).map(({ layout }) => layout.facets)).toEqual([
      ['shots', 'protocol'],
    ]);
  });

  it('has several dimensions on an axis, the outer ones as common headings', () => {
    expect(textOf(layout(['method', 'backbone'], ['dataset', 'shots']))).toMatchInlineSnapshot(`
      "protocol fixed

                         dtd            pets
      method   backbone  16 shots       1 shot         16 shots
      coop     RN50          -              -          70.00* (n=1/2)
      taskres  RN50      43.00 ± 38.12  51.00 ± 12.71  61.00 ± 12.71°
      taskres  ViT           -              -          65.00

      runs without a number: 1 failed

      protocol few-shot-val

                        dtd       pets
      method  backbone  16 shots  1 shot  16 shots
      tip     RN50      -         -       55.00

      Accuracy in percent, mean ± 95% t-interval over seeds; a value without ± has one run (n=1).
      * best of the methods, ties included.
      A tie: the 95% t-interval of the paired differences over shared seeds contains 0; with fewer than two shared seeds, equal to two decimals.
      ° second best.
      (n=a/b): a of b planned seeds are done.
      "
    `);
  });

  it('refuses layouts that make no table', () => {
    const code = (asked: Layout) => {
      try {
        return arrange(cells, asked).length;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(layout(['method'], ['method']))).toBe('TABLE_LAYOUT');
    expect(code(layout([], ['method']))).toBe('TABLE_LAYOUT');
    expect(code(layout(['method'], []))).toBe('TABLE_LAYOUT');
    expect(() => arrange(cells, layout(['method'], ['method']))).toThrow(
      'the table\'s layout has "method" twice; expected each dimension once; choose rows, columns and facets from method,',
    );
  });

  it('has every cell in one place, whatever the layout', () => {
    const single = summarize(rows, { bySeed: true });
    const places = fc.shuffledSubarray([...DIMENSIONS], { minLength: 2 });
    fc.assert(
      fc.property(places, fc.nat(), fc.nat(), fc.boolean(), (dimensions, one, other, mixProtocols) => {
        const first = 1 + (one % (dimensions.length - 1));
        const second = first + 1 + (other % (dimensions.length - first));
        const asked = {
          ...{ rows: dimensions.slice(0, first), columns: dimensions.slice(first, second) },
          facets: dimensions.slice(second),
        };
        const shown = arrange(single, asked, { mixProtocols }).flatMap((table) =>
          table.rows.flatMap(({ values }) => values.flatMap((value) => value?.cell ?? [])),
        );
        expect(new Set(shown)).toEqual(new Set(single));
        expect(shown).toHaveLength(single.length);
      }),
    );
  });

  it('and every format give equal bytes whatever the order of the rows', () => {
    const printed = (shuffled: typeof rows) => {
      const own = summarize(shuffled);
      const sheet = tableSheet(arrange(own, PAPER_LAYOUT));
      return [formatText(sheet), formatMarkdown(sheet), formatLatex(sheet), formatCsv(own), formatJson(own)].join('\n');
    };
    const expected = printed(rows);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(printed(shuffled)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});
