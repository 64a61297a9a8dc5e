import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { paperNumbers } from '../numbers/paper-numbers.ts';
import type { PaperTable } from '../tables/paper-table.ts';
import { compareWithPaper, DEFAULT_TOLERANCE } from './compare-with-paper.ts';
import type { OurResult } from './our-result.ts';

/** Printed in the log of Tip-Adapter on RN50 at 16 shots: CLIP-Adapter 65.96 on DTD; Tip-Adapter 60.93 on DTD and 62.01 on ImageNet. */
const table: PaperTable = {
  ...{ id: 'a-table', title: 'A table', paper: 'tip-adapter', evaluation: 'few-shot', backbone: 'RN50', seeds: 1 },
  ...{ shots: [16], metrics: ['accuracy'], columns: ['imagenet', 'dtd'] },
  rows: ['CLIP-Adapter', 'Tip-Adapter'].map((method) => ({
    ...{ label: method, method: method.toLowerCase() },
    sources: [{ paper: 'tip-adapter', table: 'exp.log', method }],
    ...(method === 'Tip-Adapter' && { settings: { selectOn: 'full-val' } }),
  })),
};

function result(changes: Partial<OurResult> = {}): OurResult {
  return {
    ...{ method: 'clip-adapter', dataset: 'dtd', shots: 16, backbone: 'RN50', metric: 'accuracy', values: [65.96] },
    ...{ protocol: 'fixed', ...changes },
  };
}

function cellOf(ours: readonly OurResult[], { label = 'CLIP-Adapter', dataset = 'dtd', tolerance = 1 } = {}) {
  const { cells } = compareWithPaper(table, ours, { tolerance });
  return cells.find((cell) => cell.row.label === label && cell.dataset === dataset)!;
}

describe('compareWithPaper', () => {
  it.each([
    // s = 1 and t(0.975, 2) = 4.303, so that the interval of three is ± 2.484.
    [[67.4, 68.4, 69.4], 'within-interval', 2.44],
    [[67.5, 68.5, 69.5], 'off', 2.54],
    // One run has no interval, and two that agree have one of no width.
    [[66.96], 'within-tolerance', 1],
    [[66.97], 'off', 1.01],
    [[64.96, 64.96], 'within-tolerance', -1],
    [[64.95, 64.95], 'off', -1.01],
  ] as const)('judges %j as %s', (values, verdict, delta) => {
    const cell = cellOf([result({ values })]);
    expect(cell.verdict).toBe(verdict);
    expect(cell.delta).toBeCloseTo(delta, 10);
  });

  it('lets the caller say what is near', () => {
    expect(cellOf([result({ values: [70] })], { tolerance: 5 }).verdict).toBe('within-tolerance');
    expect(cellOf([result()], { tolerance: 0 }).verdict).toBe('within-tolerance');
    expect(codeOf(() => compareWithPaper(table, [], { tolerance: -1 }))).toBe('PAPER_TOLERANCE');
    expect(codeOf(() => compareWithPaper(table, [], { tolerance: NaN }))).toBe('PAPER_TOLERANCE');
  });

  it('adds what may have been misread from a curve', () => {
    const [curve] = paperNumbers({ source: 'curve-read', method: 'TaskRes', dataset: 'dtd', shots: 1 });
    const { value, readingError } = curve!;
    const row = { label: 'TaskRes', method: 'taskres', sources: [{ ...curve! }] };
    const verdicts = [0.99, 1.01].map((factor) => {
      const ours = result({
        ...{ method: 'taskres', shots: 1, backbone: 'ViT-B/16', protocol: curve!.protocol },
        values: [value + factor * (1 + readingError!)],
      });
      const { cells } = compareWithPaper({ ...table, rows: [row], shots: [1], backbone: 'ViT-B/16' }, [ours]);
      return cells.find(({ dataset }) => dataset === 'dtd')!.verdict;
    });
    expect(verdicts).toEqual(['within-tolerance', 'off']);
  });

  it('shows what is of another protocol or other settings, and judges it not', () => {
    const tip = { method: 'tip-adapter', values: [60.93], settings: { selectOn: 'full-val' } };
    const cellFor = (changes: Partial<OurResult>) => cellOf([result({ ...tip, ...changes })], { label: 'Tip-Adapter' });
    expect(cellFor({ protocol: 'full-val' })).toMatchObject({ verdict: 'within-tolerance', reasons: [] });
    expect(cellFor({ protocol: 'full-val', settings: { selectOn: 'full-val', textNorm: 9 } }).reasons).toEqual([]);
    expect(cellFor({ protocol: 'few-shot-val', settings: {} })).toMatchObject({
      verdict: 'not-comparable',
      reasons: [
        'protocol few-shot-val, in the source full-val',
        'settings by default, in the source selectOn="full-val"',
      ],
    });
    expect(cellFor({ protocol: 'full-val', differences: ['tested on 5 images'] }).reasons).toEqual([
      'tested on 5 images',
    ]);
    // The protocol of CLIP-Adapter's numbers is not stated; its settings are.
    expect(cellOf([result({ protocol: 'few-shot-val' })]).verdict).toBe('within-tolerance');
    expect(cellOf([result({ settings: { ratio: [0.2, 0.4] } })]).verdict).toBe('not-comparable');
  });

  it('takes of several results the one that may be judged, then that of most seeds', () => {
    const other = result({ values: [1, 2, 3], settings: { ratio: 0.6 } });
    expect(cellOf([other, result()]).ours).toEqual({ mean: 65.96, n: 1, protocol: 'fixed' });
    expect(cellOf([other, result({ values: [65, 66] }), result()]).ours!.n).toBe(2);
    expect(cellOf([other]).verdict).toBe('not-comparable');
  });

  it('has nothing to do with results of other cells', () => {
    const strays = [
      result({ backbone: 'ViT-B/16' }),
      result({ dataset: 'eurosat' }),
      result({ shots: 8 }),
      result({ metric: 'novel' }),
      result({ method: 'taskres' }),
      result({ values: [] }),
    ];
    const { cells, coverage, counts } = compareWithPaper(table, strays);
    expect(cells.map(({ verdict }) => verdict)).toEqual(Array(4).fill('missing'));
    expect([coverage, counts.missing]).toEqual([0, 4]);
  });

  it('counts, and covers what is printed', () => {
    const unprinted = { label: 'TaskRes', method: 'taskres', sources: [] };
    const ours = [result(), result({ dataset: 'imagenet', values: [10] }), result({ method: 'taskres' })];
    const { cells, counts, coverage } = compareWithPaper({ ...table, rows: [...table.rows, unprinted] }, ours);
    expect(counts).toEqual({
      ...{ 'within-interval': 0, 'within-tolerance': 1, off: 1, 'not-comparable': 0, missing: 2, 'not-printed': 2 },
    });
    expect(coverage).toBe(50);
    expect(cells.at(-1)).toMatchObject({ verdict: 'not-printed', ours: { mean: 65.96 }, reasons: [] });
    expect(cells.at(-1)!.delta).toBeUndefined();
  });

  it('has what trains nothing once, whatever shot count our run was under', () => {
    const sources = [{ paper: 'tip-adapter', table: 'exp.log', method: 'zero-shot CLIP' }];
    const row = { label: 'zero-shot CLIP', method: 'zero-shot', untrained: true, sources } as const;
    const ours = result({ method: 'zero-shot', shots: 4, values: [42.2] });
    const { cells } = compareWithPaper({ ...table, shots: [1, 2, 4], rows: [row] }, [ours]);
    expect(cells.map(({ dataset, shots, verdict }) => [dataset, shots, verdict])).toEqual([
      ['imagenet', 0, 'missing'],
      ['dtd', 0, 'within-tolerance'],
    ]);
  });

  it('judges nothing by a misprint', () => {
    const sources = [{ paper: 'apex', table: 'Table 2', method: 'zero-shot CLIP' }];
    const row = { label: 'zero-shot CLIP', method: 'zero-shot', untrained: true, sources } as const;
    const evaluated = { ...table, evaluation: 'base-to-novel', backbone: 'ViT-B/16', rows: [row] } as const;
    const ours = result({ method: 'zero-shot', dataset: 'food101', metric: 'harmonicMean', backbone: 'ViT-B/16' });
    const { cells } = compareWithPaper({ ...evaluated, metrics: ['harmonicMean'], columns: ['food101'] }, [ours]);
    expect(cells[0]).toMatchObject({ verdict: 'not-comparable', reasons: [expect.stringMatching(/^misprint: /)] });
  });
});

describe('the usual tolerance', () => {
  it('is above most spreads over seeds and most differences between papers that print the same', () => {
    const spreads = paperNumbers({ paper: 'r-amt' }).flatMap(({ spread }) => spread ?? []);
    const method = 'Tip-Adapter-F';
    const differences = paperNumbers({ paper: 'hc', table: 'Table 5', method }).map(({ dataset, shots, value }) => {
      const [own] = paperNumbers({ paper: 'tip-adapter', table: 'exp.log', method, dataset, shots });
      return Math.abs(value - own!.value);
    });
    const within = (values: readonly number[]) => values.filter((value) => value <= DEFAULT_TOLERANCE).length;
    expect([within(spreads), spreads.length]).toEqual([97, 110]);
    expect([within(differences), differences.length]).toEqual([51, 55]);
  });
});
