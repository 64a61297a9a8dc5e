import { codeOf, messageOf } from '@shotbench/errors/testing';
import { mean } from '@shotbench/statistics';
import { describe, expect, it } from 'vitest';

import { BENCHMARK_SETS } from '../names/dataset-names.ts';
import { numbersOf, parsePaper } from './parse-paper.ts';
import { paperNumbers } from './paper-numbers.ts';
import { PAPERS } from './papers.ts';

describe('the papers', () => {
  it('say where each number was read, once for each cell', () => {
    const numbers = paperNumbers();
    expect(numbers.length).toBeGreaterThan(3000);
    const keys = numbers.map((n) =>
      JSON.stringify([n.paper, n.table, n.method, n.backbone, n.evaluation, n.metric, n.dataset, n.shots]),
    );
    expect(new Set(keys).size).toBe(numbers.length);
    expect(numbers.filter(({ value }) => !(value > 0 && value < 100))).toEqual([]);
    expect(numbers.filter(({ read }) => /memory|unverified|secondary/.test(read))).toEqual([]);
    expect(new Set(PAPERS.map(({ id }) => id)).size).toBe(PAPERS.length);
  });

  it('have numbers that are told apart by what they are', () => {
    const [f] = paperNumbers({ methodId: 'tip-adapter-f', dataset: 'dtd', shots: 16, paper: 'tip-adapter' });
    expect(f).toMatchObject({ value: 66.55, decimals: 2, protocol: 'test-oracle', source: 'log', seeds: 1 });
    const protocols = ['imagenet', 'dtd'].map(
      (dataset) =>
        paperNumbers({ paper: 'tip-adapter', table: 'exp.log', method: 'Tip-Adapter', dataset })[0]!.protocol,
    );
    expect(protocols).toEqual(['test-oracle', 'full-val']);
    const curves = paperNumbers({ source: 'curve-read' });
    expect(curves.length).toBe(259);
    expect(curves.every(({ readingError }) => readingError !== undefined)).toBe(true);
  });

  /** Averages that the sources print of the numbers that are here by dataset: those of the R-AMT page, of its README, and of APEX's Table 2. */
  it.each([
    ['r-amt', 'exp.png', 'R-AMT', 'accuracy', 16, 83.96],
    ['r-amt', 'exp.png', 'Linear probe', 'accuracy', 16, 71.12],
    ['r-amt', 'exp.png', 'AMT', 'accuracy', 4, 76.38],
    ['r-amt', 'README', 'Tip-Adapter + R-AMT', 'accuracy', 16, 84.37],
    ['apex', 'Table 2', 'APEX (Adadelta)', 'base', 16, 83.99],
    ['apex', 'Table 2', 'APEX (Adadelta)', 'novel', 16, 76.76],
    ['apex', 'Table 2', 'APEX (Adadelta)', 'harmonicMean', 16, 80.04],
    ['gda', 'logs/fewshots.log', 'GDA + zero-shot ensemble', 'accuracy', 16, 76.05],
  ] as const)(
    '%s, %s, %s: the %s at %i shots average to what is printed',
    (paper, table, method, metric, shots, average) => {
      const numbers = paperNumbers({ paper, table, method, metric, shots });
      expect(numbers.map(({ dataset }) => dataset).sort()).toEqual([...BENCHMARK_SETS].sort());
      expect(mean(numbers.map(({ value }) => value))).toBeCloseTo(average, 1);
    },
  );
});

describe('parsePaper', () => {
  const block = {
    ...{ table: 'Table 1', read: 'the paper', source: 'table', backbone: 'RN50', evaluation: 'few-shot' },
    ...{ columns: 'dtd eurosat', rows: [{ method: 'CoOp', shots: 1, values: '50.10 -' }] },
  };
  const paper = { id: 'a-paper', title: 'A Paper', venue: 'a journal' };

  it('keeps decimals, leaves out what is not printed, and knows no protocol that is not told', () => {
    const [number, ...others] = numbersOf(parsePaper({ ...paper, blocks: [block] }, 'a.json'));
    expect(others).toEqual([]);
    expect(number).toEqual({
      ...{ paper: 'a-paper', table: 'Table 1', read: 'the paper', source: 'table', method: 'CoOp', methodId: 'coop' },
      ...{ backbone: 'RN50', evaluation: 'few-shot', metric: 'accuracy', dataset: 'dtd', shots: 1 },
      ...{ protocol: 'unstated', value: 50.1, decimals: 2 },
    });
  });

  it.each([
    [{ rows: [{ method: 'CoOp', shots: 1, values: '50.10' }] }, 'CoOp at 1 shots has "50.10"; 2 columns are expected'],
    [{ rows: [{ method: 'CoOp', shots: 1, values: '50.10 ?' }] }, 'has "50.10 ?"'],
    [{ misprints: [{ method: 'CoOp', shots: 1, dataset: 'pets', why: 'so' }] }, 'a misprint of "pets"'],
    [{ source: 'memory' }, 'blocks.0.source'],
  ])('refuses %j', (change, message) => {
    const wrong = () => parsePaper({ ...paper, blocks: [{ ...block, ...change }] }, 'a.json');
    expect(codeOf(wrong)).toBe('PAPER_FILE');
    expect(messageOf(wrong)).toContain(message);
    expect(messageOf(wrong)).toMatch(/^the numbers in a\.json are wrong: .*; correct the file$/);
  });
});
