import { codeOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { compareWithPaper } from '../compare/compare-with-paper.ts';
import { DATASET_IDS } from '../names/dataset-names.ts';
import { paperNumbers } from '../numbers/paper-numbers.ts';
import { narrowTable } from './narrow-table.ts';
import { settingsFor } from './paper-table.ts';
import { findPaperTable, PAPER_TABLES } from './paper-tables.ts';

describe('the tables', () => {
  it('have names and labels of their own, known datasets, and sources that print something', () => {
    expect(new Set(PAPER_TABLES.map(({ id }) => id)).size).toBe(PAPER_TABLES.length);
    for (const { id, rows, columns, evaluation } of PAPER_TABLES) {
      expect(new Set(rows.map(({ label }) => label)).size, id).toBe(rows.length);
      expect(columns.filter((dataset) => !Object.values(DATASET_IDS).includes(dataset))).toEqual([]);
      for (const { method, sources } of rows) {
        for (const source of sources) {
          const numbers = paperNumbers({ ...source, evaluation });
          expect(numbers.length, `${id}: ${source.paper}, ${source.table}, ${source.method}`).toBeGreaterThan(0);
          // A name that is known here is of the row's method.
          expect([undefined, method]).toContain(numbers[0]!.methodId);
        }
      }
    }
  });

  /** Numbers of cells, counted in the sources by hand: methods × datasets × shots × metrics. */
  it.each([
    ['taskres-few-shot', 11 + 5 * 55, 55],
    ['tip-adapter-exp-log', 11 + 3 * 55, 0],
    ['gda-few-shot', 55, 0],
    ['r-amt-16-shot', 11 * 11, 0],
    ['r-amt-few-shot', 11 + 8 * 55, 0],
    ['taskres-domain-generalisation', 5 * 5 + 2 * 3, 5 + 4],
    ['apex-base-to-novel', 6 * 33, 0],
    ['apex-base-to-novel-sgd', 6 * 33, 0],
    ['apex-cross-dataset', 5 * 11, 0],
    ['apex-domain-generalisation', 5 * 5, 0],
    ['skip-tuning-base-to-novel', 6 * 33, 0],
  ])('%s has %i printed numbers and %i cells that are printed nowhere', (id, printed, not) => {
    const { counts } = compareWithPaper(findPaperTable(id), []);
    expect([counts.missing, counts['not-printed']]).toEqual([printed, not]);
  });

  it('takes each number of the first source that has it', () => {
    const { cells } = compareWithPaper(findPaperTable('taskres-few-shot'), []);
    const sourceOf = (label: string, dataset: string, shots: number) => {
      const { paper } = cells.find((one) => one.row.label === label && one.dataset === dataset && one.shots === shots)!;
      return paper && [paper.paper, paper.table, paper.value];
    };
    expect(sourceOf('CoOp', 'caltech101', 16)).toEqual(['coop', 'COOP.md', 92]);
    expect(sourceOf('CoOp', 'caltech101', 8)).toEqual(['ape', 'APE_results.ipynb', expect.any(Number)]);
    expect(sourceOf('CoOp', 'imagenet', 16)).toEqual(['tip-adapter', 'Table 2', 62.95]);
    expect(sourceOf('TaskRes', 'dtd', 16)).toBeUndefined();
  });

  it('asks for the released settings on each dataset', () => {
    const { rows } = findPaperTable('taskres-few-shot');
    const settings = (label: string, dataset: string) =>
      settingsFor(
        rows.find((row) => row.label === label)!,
        dataset,
      );
    expect(settings('TaskRes', 'oxford-flowers')).toEqual({ alpha: 1 });
    expect(settings('TaskRes, re-run by HC', 'imagenet')).toEqual({ alpha: 1, learningRate: 1e-4 });
    expect(settings('Tip-Adapter', 'imagenet')).toEqual({ selectOn: 'test-oracle' });
    expect(settings('Tip-Adapter', 'sun397')).toEqual({ selectOn: 'full-val', betaScale: 12, alphaScale: 10 });
    expect(settings('Tip-Adapter-F', 'eurosat')).toMatchObject({ alpha: 2, epochs: 100, epoch: 'best' });
    expect(settings('CoOp', 'dtd')).toEqual({});
  });

  it('can be narrowed', () => {
    const table = findPaperTable('taskres-few-shot');
    expect(narrowTable(table, { shots: [16, 1, 3] }).shots).toEqual([1, 16]);
    const other = compareWithPaper(narrowTable(table, { backbone: 'ViT-B/16' }), []);
    const taskRes = other.cells.find(
      ({ row, dataset, shots }) => row.label === 'TaskRes' && dataset === 'dtd' && shots === 4,
    );
    expect(taskRes!.paper).toMatchObject({ paper: 'clip-lora', source: 'curve-read' });
    expect(codeOf(() => narrowTable(table, { shots: [3] }))).toBe('PAPER_TABLE_SHOTS');
    expect(codeOf(() => narrowTable(table, { backbone: 'ViT-H/14' }))).toBe('PAPER_TABLE_BACKBONE');
    expect(codeOf(() => findPaperTable('taskres'))).toBe('PAPER_TABLE_UNKNOWN');
  });
});
