import { holm, minimumDetectableDifference, pairedT, wilcoxonSignedRank } from '@shotbench/statistics';
import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import {
  compareMethods,
  comparisonSheet,
  formatComparisonCsv,
  formatLatex,
  formatMarkdown,
  formatText,
  rankMethods,
  type RunRow,
  summarize,
} from '../index.ts';

const A = { cars: [70, 71, 72.5], dtd: [60, 61, 60.5], pets: [88, 88.5, 89], sun: [66, 67, 66.2] };
const B = { cars: [69, 70.5, 70.5], dtd: [60.5, 61, 61], pets: [86, 87, 86.5], sun: [66.1, 66.5, 66] };

function runsOf(method: string, values: Readonly<Record<string, readonly number[]>>, changes = {}): RunRow[] {
  return Object.entries(values).flatMap(([dataset, seeds]) =>
    rowsOf(seeds, { method, dataset, config: {}, ...changes }),
  );
}

const both = summarize([...runsOf('a', A), ...runsOf('b', B)]);
const choice = { a: { method: 'a' }, b: { method: 'b' } };

describe('compareMethods', () => {
  const [comparison] = compareMethods(both, choice);

  it('has the paired t-test over the seeds of each dataset, adjusted by Holm over the datasets', () => {
    const tests = (['cars', 'dtd', 'pets', 'sun'] as const).map((dataset) => pairedT(A[dataset], B[dataset]));
    const adjusted = holm(tests.map(({ p }) => p!));
    expect(comparison!.datasets.map(({ dataset, n }) => [dataset, n])).toEqual([
      ...[['cars', 3] as const, ['dtd', 3] as const, ['pets', 3] as const, ['sun', 3] as const],
    ]);
    comparison!.datasets.forEach((one, i) => {
      const { mean, halfWidth, p, std } = tests[i]!;
      expect(one).toMatchObject({ difference: mean, halfWidth, p, holmP: adjusted[i] });
      expect(one.detectable).toBeCloseTo(minimumDetectableDifference(std!, 3), 10);
    });
    // By hand: 70 − 69, 71 − 70.5, 72.5 − 70.5.
    expect(comparison!.datasets[0]!.difference).toBeCloseTo(3.5 / 3, 12);
    expect(comparison!.datasets[0]!.pairs[2]).toEqual({ seed: 3, a: 72.5, b: 70.5 });
  });

  it('says over datasets what the ranking of the two says', () => {
    const [ranking] = rankMethods(both);
    const toBest = ranking!.rows.find(({ method }) => method === 'b')!.toBest!;
    const [mirrored] = compareMethods(both, { a: { method: 'b' }, b: { method: 'a' } });
    expect(mirrored!.average).toMatchObject(toBest);
    expect(comparison!.average).toMatchObject({ n: 4, p: toBest.p, wilcoxonP: toBest.wilcoxonP });
    expect(comparison!.average!.difference).toBeCloseTo(-toBest.difference, 12);
    const means = (values: Record<string, number[]>) =>
      Object.values(values).map((seeds) => seeds.reduce((sum, value) => sum + value, 0) / 3);
    expect(comparison!.average!.p).toBeCloseTo(pairedT(means(A), means(B)).p!, 12);
    expect(comparison!.average!.wilcoxonP).toBeCloseTo(wilcoxonSignedRank(means(A), means(B)).p, 12);
  });

  it('pairs the seeds that both have, and says what it leaves out', () => {
    const cells = summarize([
      ...rowsOf([70, 71, 72], { method: 'a', dataset: 'pets', config: {} }),
      ...rowsOf([60, 'failed', 63], { method: 'b', dataset: 'pets', config: {} }),
      ...rowsOf([50], { method: 'a', dataset: 'dtd', config: {} }),
      ...rowsOf(['queued'], { method: 'b', dataset: 'dtd', config: {} }),
      ...rowsOf([50], { method: 'b', dataset: 'sun', config: {} }),
      rowOf(50, { method: 'a', dataset: 'cars', config: {}, seed: 1 }),
      rowOf(51, { method: 'b', dataset: 'cars', config: {}, seed: 2 }),
    ]);
    const [one] = compareMethods(cells, choice);
    expect(one!.datasets).toMatchObject([{ dataset: 'pets', n: 2, a: 71, b: 61.5, difference: 9.5, unpaired: 1 }]);
    expect(one).not.toHaveProperty('average');
    expect(one!.leftOut).toEqual([
      { dataset: 'cars', reason: 'no seed in common' },
      { dataset: 'dtd', reason: 'no finished run of B' },
      { dataset: 'sun', reason: 'no finished run of A' },
    ]);
  });

  it('pairs what does not depend on a seed with each, and two such runs once', () => {
    const zero = rowOf(60, { method: 'b', config: {}, seed: null });
    const seeded = summarize([...rowsOf([80, 81, 82], { method: 'a', config: {} }), zero]);
    expect(compareMethods(seeded, choice)[0]!.datasets).toMatchObject([{ n: 3, difference: 21, unpaired: 0 }]);
    const [once] = compareMethods(summarize([rowOf(61, { method: 'a', config: {}, seed: null }), zero]), choice);
    expect(once!.datasets).toEqual([
      expect.objectContaining({ n: 1, difference: 1, pairs: [{ seed: null, a: 61, b: 60 }] }),
    ]);
    expect(once!.datasets[0]).not.toHaveProperty('p');
  });

  it('has a comparison for each backbone and shot count where both have results, or the one asked for', () => {
    const rows = [1, 2].flatMap((shots) =>
      ['RN50', 'ViT-B/32'].flatMap((backbone) => [
        ...runsOf('a', A, { shots, backbone }),
        ...(backbone === 'RN50' || shots === 1 ? runsOf('b', B, { shots, backbone }) : []),
      ]),
    );
    const cells = summarize(rows);
    const places = (options = {}) =>
      compareMethods(cells, { ...choice, ...options }).map(({ backbone, shots }) => `${backbone} ${shots}`);
    expect(places()).toEqual(['RN50 1', 'RN50 2', 'ViT-B/32 1']);
    expect(places({ shots: 1 })).toEqual(['RN50 1', 'ViT-B/32 1']);
    expect(places({ backbone: 'ViT-B/32', shots: 2 })).toEqual([]);
  });

  it('takes the protocol that both have unless told, and refuses what there is not', () => {
    const cells = summarize([
      ...runsOf('a', A, { protocol: 'fixed' }),
      ...runsOf('a', A, { protocol: 'full-val' }),
      ...runsOf('b', B, { protocol: 'full-val' }),
    ]);
    expect(compareMethods(cells, choice)[0]).toMatchObject({
      a: { protocol: 'full-val' },
      b: { protocol: 'full-val' },
    });
    const told = compareMethods(cells, { ...choice, a: { method: 'a', protocol: 'fixed' } });
    expect(told[0]).toMatchObject({ a: { protocol: 'fixed' }, b: { protocol: 'full-val' } });
    expect(() => compareMethods(cells, { ...choice, b: { method: 'c' } })).toThrow(
      'there are no runs of a method "c"; expected a label as in the tables, such as a, b',
    );
    expect(() => compareMethods(cells, { ...choice, b: { method: 'b', protocol: 'fixed' } })).toThrow(
      '"b" has no runs of the protocol fixed; expected full-val',
    );
  });
});

describe('the sheet of a comparison', () => {
  const comparisons = compareMethods(both, choice);

  it('prints', () => {
    expect(formatText(comparisonSheet(comparisons))).toMatchInlineSnapshot(`
      "A a (fixed) · B b (fixed) · 16 shots · RN50

      dataset  seeds  A      B      A − B         p      Holm   detectable
      cars     3      71.17  70.00   1.17 ± 1.90  0.118  0.354  2.49
      dtd      3      60.50  60.83  -0.33 ± 0.72  0.184  0.367  0.94
      pets     3      88.50  86.50   2.00 ± 1.24  0.020  0.081  1.63
      sun      3      66.40  66.20   0.20 ± 0.75  0.368  0.368  0.98
      average         71.64  70.88   0.76 ± 1.65  0.239      -  2.20

      average of 4 datasets, Wilcoxon's exact signed ranks p = 0.375, 95% percentile bootstrap -0.07 … 1.58

      Accuracy in percent, means over the seeds that both methods have; A − B in points with the half width of the paired 95% t-interval.
      p: paired t-test, two-sided; Holm: the same, adjusted over the datasets; with few seeds it finds large differences only.
      detectable: the true difference that the t-test finds with a chance of 80%.
      average: over datasets, each counting the same and pairing the methods; one test, not adjusted.
      "
    `);
    expect(formatMarkdown(comparisonSheet(comparisons))).toContain('| cars | 3 |');
    expect(formatLatex(comparisonSheet(comparisons))).toContain('dtd & 3 & 60.50 & 60.83 & $-$0.33');
    expect(formatText(comparisonSheet([]))).toBe('no runs\n');
  });

  it('is in the CSV with all of its numbers', () => {
    const [header, ...lines] = formatComparisonCsv(comparisons).trim().split('\n');
    const names = header!.split(',');
    expect(lines).toHaveLength(5);
    for (const [i, line] of lines.entries()) {
      const record = Object.fromEntries(line.split(',').map((field, place) => [names[place]!, field]));
      const one = comparisons[0]!.datasets[i] ?? comparisons[0]!.average!;
      expect(record).toMatchObject({ difference: one.difference.toFixed(4), interval95: one.halfWidth!.toFixed(4) });
      expect(Number(record['p'])).toBeCloseTo(one.p!, 6);
      expect(record['over']).toBe(i < 4 ? 'seeds' : 'datasets');
    }
  });
});
