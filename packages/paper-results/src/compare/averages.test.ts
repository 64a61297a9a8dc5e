import { describe, expect, it } from 'vitest';

import type { Metric } from '../numbers/paper-file.ts';
import type { PaperNumber } from '../numbers/paper-number.ts';
import type { PaperTable, PaperTableRow } from '../tables/paper-table.ts';
import { averagesOf } from './averages.ts';
import type { ComparedCell } from './comparison.ts';

const row: PaperTableRow = { label: 'A', method: 'a', sources: [] };

function tableWith(changes: Partial<PaperTable> = {}): PaperTable {
  return {
    ...{ id: 't', title: 'T', paper: 'p', evaluation: 'few-shot', backbone: 'RN50', shots: [1], seeds: 1, rows: [row] },
    ...{ metrics: ['accuracy'], columns: ['dtd', 'eurosat'], ...changes },
  };
}

function cell(dataset: string, paper: number, ours?: number, metric: Metric = 'accuracy'): ComparedCell {
  const printed = { value: paper } as PaperNumber;
  const base = { row, dataset, shots: 1, metric, paper: printed, reasons: [] };
  if (ours === undefined) return { ...base, verdict: 'missing' };
  return { ...base, verdict: 'off', ours: { mean: ours, n: 1, protocol: 'fixed' } };
}

describe('averagesOf', () => {
  it('averages what is printed for all datasets, and ours where we have all', () => {
    const one = averagesOf(tableWith(), [cell('dtd', 40, 50), cell('eurosat', 60)]);
    expect(one).toEqual([{ row, shots: 1, metric: 'accuracy', paper: 50 }]);
    const both = averagesOf(tableWith(), [cell('dtd', 40, 50), cell('eurosat', 60, 80)]);
    expect(both).toEqual([{ row, shots: 1, metric: 'accuracy', paper: 50, ours: 65, delta: 15 }]);
    expect(averagesOf(tableWith(), [cell('dtd', 40, 50)])).toEqual([]);
  });

  it('leaves out the dataset that is learned from, misprints, and what is not comparable', () => {
    const cells = [cell('dtd', 40, 50), cell('eurosat', 60, 80)];
    expect(averagesOf(tableWith({ trainedOn: 'dtd' }), cells)).toMatchObject([{ paper: 60, ours: 80 }]);
    const misprinted = { ...cells[1]!, paper: { ...cells[1]!.paper!, misprint: 'so' } };
    expect(averagesOf(tableWith(), [cells[0]!, misprinted])).toEqual([]);
    const [average] = averagesOf(tableWith(), [cells[0]!, { ...cells[1]!, verdict: 'not-comparable' }]);
    expect(average).toEqual({ row, shots: 1, metric: 'accuracy', paper: 50 });
  });

  it('averages harmonic means in the way that the paper does', () => {
    const metrics = ['base', 'novel', 'harmonicMean'] as const;
    // H of 80 and 40 is 53.33, that of 60 and 60 is 60; that of the averages 70 and 50 is 58.33.
    const cells = [
      ...metrics.map((metric, i) => cell('dtd', [80, 40, 53.33][i]!, undefined, metric)),
      ...metrics.map((metric) => cell('eurosat', 60, undefined, metric)),
    ];
    const average = (averageOfHarmonicMeans: 'mean of H' | 'H of means') =>
      averagesOf(tableWith({ metrics, averageOfHarmonicMeans }), cells).at(-1)!.paper;
    expect(average('mean of H')).toBeCloseTo(56.665, 10);
    expect(average('H of means')).toBeCloseTo(58.333, 3);
  });
});
