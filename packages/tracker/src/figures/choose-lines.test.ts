import { describe, expect, it } from 'vitest';

import { rowOf } from '../../test/fixtures.ts';
import { chooseLines, curvePanels, findPanel, summarize } from '../index.ts';

const cells = summarize(
  ['dtd', 'average'].flatMap((dataset) => [
    rowOf(50, { dataset }),
    rowOf(60, { dataset, method: 'coop' }),
    ...(dataset === 'dtd' ? [rowOf(70, { dataset, method: 'only here' })] : []),
  ]),
);
const printed = ['coop', 'taskres', 'maple'].map((method) => {
  return { dataset: 'dtd', name: `${method}, printed`, method, shots: 16, value: 65, protocol: 'fixed' };
});
const panels = curvePanels(cells, printed);
const outline = (chosen: ReturnType<typeof chooseLines>) =>
  chosen.map((panel) => [
    panel.averages,
    panel.lines.map(({ method }) => method),
    panel.printed.map(({ name }) => name),
  ]);

describe('chooseLines', () => {
  it('leaves everything where nothing is chosen', () => {
    expect(chooseLines(panels, {})).toEqual(panels);
  });

  it('takes the lines of methods, with what is printed for them whatever their settings', () => {
    expect(outline(chooseLines(panels, { methods: ['coop', 'maple (lr=1) [cpu]', 'taskres #12345678'] }))).toEqual([
      [0, ['coop'], []],
      [0, ['coop'], ['coop, printed', 'taskres, printed', 'maple, printed']],
      [2, ['coop'], []],
    ]);
    expect(outline(chooseLines(panels, { methods: ['coop'], panel: 'dtd' }))).toEqual([
      [0, ['coop'], ['coop, printed']],
    ]);
    expect(outline(chooseLines(panels, { methods: ['coop'], panel: 'dtd', allPrinted: true }))[0]?.[2]).toHaveLength(3);
  });

  it('leaves panels out that have no line left', () => {
    expect(chooseLines(panels, { methods: ['only here'] }).map(({ name, averages }) => [name, averages])).toEqual([
      ['dtd', 0],
      ['average', 2],
    ]);
    expect(chooseLines(panels, { methods: ['none'] })).toEqual([]);
  });
});

describe('findPanel', () => {
  it('finds that of the average even where a dataset is called so', () => {
    expect(findPanel(panels, 'average')?.averages).toBe(2);
    expect(findPanel(panels, 'dtd')?.averages).toBe(0);
    expect(findPanel(panels, 'none')).toBeUndefined();
  });
});
