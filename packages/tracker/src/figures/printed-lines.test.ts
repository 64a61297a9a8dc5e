import { describe, expect, it } from 'vitest';

import { rowsOf } from '../../test/fixtures.ts';
import { curvePanels, summarize } from '../index.ts';
import { printedLines, type PrintedNumber } from './printed-lines.ts';

const number = (
  dataset: string,
  shots: number,
  value: number,
  changes: Partial<PrintedNumber> = {},
): PrintedNumber => ({
  ...{ dataset, shots, value, name: 'CoOp', method: 'coop', protocol: 'fixed' },
  ...changes,
});

describe('printedLines', () => {
  it('are of one dataset as printed, by shots', () => {
    const numbers = [number('pets', 16, 80), number('pets', 1, 70.5), number('dtd', 1, 44)];
    expect(printedLines(numbers, ['pets'])).toEqual([
      {
        ...{ name: 'CoOp', method: 'coop' },
        points: [
          { shots: 1, mean: 70.5, protocol: 'fixed' },
          { shots: 16, mean: 80, protocol: 'fixed' },
        ],
      },
    ]);
    expect(printedLines(numbers, ['eurosat'])).toEqual([]);
  });

  it('are averaged where every dataset has a number, never over others', () => {
    const numbers = [
      ...[number('pets', 1, 70), number('dtd', 1, 41, { protocol: 'full-val' }), number('cars', 1, 60)],
      ...[number('pets', 2, 75), number('cars', 2, 61)],
    ];
    expect(printedLines(numbers, ['pets', 'dtd'])).toEqual([
      { name: 'CoOp', method: 'coop', points: [{ shots: 1, mean: 55.5 }] },
    ]);
  });

  it('keeps rows of one method apart by their names', () => {
    const numbers = [number('pets', 1, 70), number('pets', 1, 71, { name: 'CoOp, re-run' })];
    expect(printedLines(numbers, ['pets']).map(({ name, points }) => [name, points.length])).toEqual([
      ['CoOp', 1],
      ['CoOp, re-run', 1],
    ]);
  });
});

describe('curvePanels', () => {
  it('have the printed lines beside ours, the average over our datasets', () => {
    const cells = summarize(['pets', 'dtd'].flatMap((dataset) => rowsOf([50, 51], { dataset, shots: 1 })));
    const printed = [number('pets', 1, 70), number('dtd', 1, 40), number('cars', 1, 10)];
    const means = curvePanels(cells, printed).map((panel) => [panel.name, panel.printed[0]?.points[0]?.mean]);
    expect(means).toEqual([
      ['dtd', 40],
      ['pets', 70],
      ['average', 55],
    ]);
    expect(curvePanels(cells).flatMap((panel) => panel.printed)).toEqual([]);
  });
});
