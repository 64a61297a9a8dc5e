import { curvePanels, type Panel, summarize } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { newDatabase, record, recordSeeds } from '../../../test/sample-results.ts';

const panelsOf = (fill: (tracker: ReturnType<typeof newDatabase>['tracker']) => void) => {
  const { tracker } = newDatabase();
  fill(tracker);
  return curvePanels(summarize(tracker.runs()));
};
const outline = ({ name, averages, lines }: Panel) => ({
  ...{ name, averages },
  lines: lines.map(({ method, points }) => [method, ...points.map(({ shots, mean }) => `${shots}:${mean}`)].join(' ')),
});

describe('curvePanels', () => {
  it('has a panel for each dataset and one for their average, lines by method and points by shots', () => {
    const panels = panelsOf((tracker) => {
      for (const shots of [16, 2, 4]) record(tracker, 50 + shots, { shots });
      for (const shots of [4, 16, 2]) record(tracker, 60 + shots, { shots, dataset: 'eurosat' });
      record(tracker, 30, { shots: 0, seed: null, method: 'zero-shot' });
      record(tracker, 40, { shots: 0, seed: null, method: 'zero-shot', dataset: 'eurosat' });
    });
    expect(panels.map(outline)).toEqual([
      { name: 'eurosat', averages: 0, lines: ['taskres 2:62 4:64 16:76', 'zero-shot 0:40'] },
      { name: 'pets', averages: 0, lines: ['taskres 2:52 4:54 16:66', 'zero-shot 0:30'] },
      { name: 'average', averages: 2, lines: ['taskres 2:57 4:59 16:71', 'zero-shot 0:35'] },
    ]);
  });

  it('has a point without a mean where runs are planned but none is done', () => {
    const [panel] = panelsOf((tracker) => {
      recordSeeds(tracker, [50, 52, 51], { shots: 1 });
      recordSeeds(tracker, ['failed', 'queued'], { shots: 2 });
      recordSeeds(tracker, [60, 'running'], { shots: 4 });
    });
    expect(panel?.lines[0]?.points).toEqual([
      { shots: 1, mean: 51, interval: expect.closeTo(2.484, 3) as number, n: 3, partial: false },
      { shots: 2, mean: null, interval: null, n: 0, partial: true },
      { shots: 4, mean: 60, interval: null, n: 1, partial: true },
    ]);
  });

  it('averages over the same datasets at every shot count, or not at all', () => {
    const panels = panelsOf((tracker) => {
      for (const dataset of ['pets', 'eurosat', 'dtd']) record(tracker, 50, { shots: 1, dataset });
      for (const dataset of ['pets', 'eurosat']) record(tracker, 80, { shots: 2, dataset });
    });
    expect(panels.map(outline).at(-1)).toEqual({ name: 'average', averages: 3, lines: ['taskres 1:50 2:null'] });
  });

  it('leaves older versions of a dataset out of the average', () => {
    const panels = panelsOf((tracker) => {
      for (const dataset of ['pets', 'eurosat']) record(tracker, 50, { shots: 1, dataset });
      record(tracker, 90, { shots: 1, datasetHash: 'a hash that sorts before' });
      record(tracker, 90, { shots: 4, datasetHash: 'a hash that sorts before' });
    });
    expect(panels.map(outline)).toMatchObject([
      { name: 'eurosat' },
      { name: 'pets' },
      { name: 'pets@a hash t', lines: ['taskres 1:90 4:90'] },
      { name: 'average', averages: 2, lines: ['taskres 1:50'] },
    ]);
  });

  it('has no average of a single dataset', () => {
    expect(panelsOf((tracker) => record(tracker, 50)).map(({ name }) => name)).toEqual(['pets']);
  });

  it('keeps the protocols of one method apart, in the order of the tables', () => {
    const [panel] = panelsOf((tracker) => {
      record(tracker, 50, { protocol: 'full-val' });
      record(tracker, 51, { protocol: 'fixed' });
      record(tracker, 52, { method: 'coop' });
    });
    expect(panel?.lines.map(({ method, protocol }) => `${method} ${protocol}`)).toEqual([
      'coop fixed',
      'taskres fixed',
      'taskres full-val',
    ]);
  });
});
