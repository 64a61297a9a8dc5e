import { describe, expect, it } from 'vitest';

import { compareWithPaper } from '../compare/compare-with-paper.ts';
import type { OurResult } from '../compare/our-result.ts';
import type { PaperTable } from '../tables/paper-table.ts';
import { formatComparisonCsv } from './format-csv.ts';
import { formatComparisonJson } from './format-json.ts';
import { formatComparisonMarkdown } from './format-markdown.ts';
import { formatComparison } from './format-text.ts';

const source = (method: string) => [{ paper: 'tip-adapter', table: 'exp.log', method }];

const table: PaperTable = {
  ...{ id: 'a-table', title: 'A table', paper: 'tip-adapter', evaluation: 'few-shot', backbone: 'RN50', seeds: 3 },
  ...{ shots: [8, 16], metrics: ['accuracy'], columns: ['dtd', 'eurosat'], note: 'A note.' },
  rows: [
    { label: 'zero-shot CLIP', method: 'zero-shot', untrained: true, sources: source('zero-shot CLIP') },
    { label: 'CLIP-Adapter', method: 'clip-adapter', sources: source('CLIP-Adapter') },
    { label: 'TaskRes', method: 'taskres', sources: [] },
  ],
};

function result(method: string, dataset: string, shots: number, values: number[]): OurResult {
  return { method, dataset, shots, backbone: 'RN50', metric: 'accuracy', values, protocol: 'fixed' };
}

const comparison = compareWithPaper(table, [
  result('zero-shot', 'dtd', 1, [42]),
  result('clip-adapter', 'dtd', 16, [65, 66, 67]),
  result('clip-adapter', 'eurosat', 16, [80]),
  { ...result('clip-adapter', 'dtd', 8, [60]), differences: ['tested, on a part'] },
]);

describe('formatComparison', () => {
  it('has a block for each shot count, in which only methods with numbers of ours take three lines', () => {
    const lines = formatComparison(comparison).split('\n');
    expect(lines.slice(0, 22)).toEqual([
      'a-table: A table',
      'A note.',
      '',
      'few-shot · 8 shots · RN50 · accuracy',
      '',
      '                         dtd  eurosat  average',
      'zero-shot CLIP  paper  42.20    37.52    39.86',
      '                ours   42.00        -',
      '                Δ      -0.20~',
      'CLIP-Adapter    paper  61.00    77.93    69.47',
      '                ours   60.00        -',
      '                Δ      -1.00?',
      'TaskRes         paper      .        .',
      '',
      'few-shot · 16 shots · RN50 · accuracy',
      '',
      '                       dtd  eurosat  average',
      'CLIP-Adapter  paper  65.96    84.43    75.19',
      '              ours   66.00    80.00    73.00',
      '              Δ      +0.04=   -4.43!   -2.19',
      'TaskRes       paper      .        .',
      '',
    ]);
    expect(lines).toContain(
      '50.0 % of 6 printed numbers judged: 1 within our interval, 1 within 1 point, 1 off, 1 not comparable, 2 missing; 4 not printed anywhere we have read',
    );
    expect(lines).toContain('off: CLIP-Adapter, eurosat, 16 shots: ours 80.00, -4.43 points');
    expect(lines).toContain('not comparable: CLIP-Adapter: tested, on a part (1 cell)');
    expect(lines).toContain('  TaskRes: not printed anywhere we have read');
    expect(lines).toContain('  CLIP-Adapter: tip-adapter, exp.log (log, protocol unstated): 4');
  });

  it('marks in Markdown what is off', () => {
    const lines = formatComparisonMarkdown(comparison).split('\n');
    expect(lines).toContain('### few-shot · 16 shots · RN50 · accuracy');
    expect(lines).toContain('| method | dtd | eurosat | average |');
    expect(lines).toContain(
      '| CLIP-Adapter | 65.96 / 66.00 (+0.04=) | **84.43 / 80.00 (-4.43!)** | 75.19 / 73.00 (-2.19) |',
    );
    expect(lines).toContain('| TaskRes | . | . |  |');
  });

  it('has one line of CSV for each cell', () => {
    const lines = formatComparisonCsv(comparison).split('\n');
    expect(lines).toHaveLength(1 + 2 + 4 + 4 + 1);
    expect(lines).toContain(
      'a-table,few-shot,RN50,accuracy,16,CLIP-Adapter,dtd,within-interval,65.96,unstated,tip-adapter,exp.log,log,1,66.0000,2.4841,3,fixed,0.0400,',
    );
    expect(lines).toContainEqual(expect.stringMatching(/,not-comparable,.*,-1\.0000,"tested, on a part"$/));
  });

  it('keeps in JSON where a number was read', () => {
    const json = JSON.parse(formatComparisonJson(comparison, { missing: ['a'] })) as Record<string, unknown[]>;
    expect(json.missing).toEqual(['a']);
    expect(json.cells).toHaveLength(10);
    expect(json.cells![0]).toMatchObject({
      ...{ method: 'zero-shot CLIP', methodId: 'zero-shot', dataset: 'dtd', shots: 0, verdict: 'within-tolerance' },
      paper: { value: 42.2, read: 'github gaopengcuhk/Tip-Adapter exp.log (commit d0e2d6f)' },
    });
    expect(json.averages!.at(-1)).toMatchObject({ method: 'CLIP-Adapter', shots: 16, paper: 75.195 });
  });
});
