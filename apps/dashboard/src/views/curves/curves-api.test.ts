import { mean } from '@shotbench/statistics';
import { compareWithPaper, findPaperTable } from '@shotbench/paper-results';
import { pivots, summarize, type Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { fillCurves, fillManyMethods } from '../../../test/sample-curves.ts';
import { record } from '../../../test/sample-results.ts';
import { serve } from '../../../test/serve.ts';
import type { Curves } from './curves-api.ts';

async function served(fill: (tracker: Tracker) => void) {
  const { url, tracker } = await serve(fill);
  const get = (path: string, query: Record<string, string> = {}) =>
    fetch(new URL(`api/${path}?${new URLSearchParams(query).toString()}`, url));
  const curves = async (query: Record<string, string> = {}) => (await (await get('curves', query)).json()) as Curves;
  const text = async (path: string, query: Record<string, string> = {}) => (await get(path, query)).text();
  return { tracker, get, curves, text };
}

const methodsOf = ({ panels }: Curves) =>
  [...new Set(panels.flatMap(({ lines }) => lines.map(({ method }) => method)))].sort();

describe('the curves', () => {
  it('list all methods, the best first by the averages of the tables', async () => {
    const { curves, tracker } = await served(fillCurves);
    const { methods, shots, shown } = await curves();
    const cells = summarize(tracker.runs());
    const rows = [16, 0].flatMap((count) => pivots(cells).find((pivot) => pivot.shots === count)!.rows);
    const expected = rows.map(({ method, average }) => ({ method, average: average!.mean }));
    expect(shots).toBe(16);
    expect(methods.map(({ method, average }) => ({ method, average }))).toEqual(
      expected.sort((a, b) => b.average - a.average),
    );
    expect([...shown].sort()).toEqual(expected.map(({ method }) => method).sort());
  });

  it('draw the best 12 of more, or those that are asked for, with the same numbers', async () => {
    const { curves } = await served((tracker) => fillManyMethods(tracker, 20));
    const best = await curves();
    expect(best.methods).toHaveLength(20);
    expect(methodsOf(best)).toEqual([...best.shown].sort());
    expect(best.methods.slice(0, 12).map(({ method }) => method)).toEqual(best.shown);
    expect(best.shown[0]).toBe('m19, "variant" <19>');

    const two = await curves({ methods: 'm2,m19\\, "variant" <19>,none' });
    expect(methodsOf(two)).toEqual(['m19, "variant" <19>', 'm2']);
    expect(two.unknown).toEqual(['none']);
    const line = ({ panels }: Curves) =>
      panels.map(({ lines }) => lines.find(({ method }) => method === 'm19, "variant" <19>'));
    expect(line(two)).toEqual(line(best));
    expect(await curves({ methods: 'none' })).toMatchObject({ panels: [], shown: [], unknown: ['none'] });
  });

  it('have the averages that a paper prints, as the comparison with it', async () => {
    const { curves } = await served((tracker) => {
      for (const dataset of findPaperTable('taskres-few-shot').columns) {
        record(tracker, 50, { dataset: `${dataset}-RN50`, method: 'zero-shot', shots: 0, seed: null });
      }
    });
    const { panels, paper, papers } = await curves({ paper: 'taskres-few-shot' });
    const { averages, cells } = compareWithPaper(findPaperTable('taskres-few-shot'), []);
    const printed = panels
      .at(-1)!
      .printed.flatMap(({ name, points }) => points.map((point) => ({ name, shots: point.shots, mean: point.mean })));
    expect(averages.length).toBeGreaterThan(20);
    expect(printed).toHaveLength(averages.length);
    for (const { row, shots, paper: average } of averages) {
      const found = printed.find((point) => point.name === row.label && point.shots === shots);
      expect(found?.mean, `${row.label} at ${shots}`).toBeCloseTo(average, 10);
    }
    const right = cells.filter((cell) => cell.paper && cell.paper.misprint === undefined);
    expect(paper?.count).toBe(right.length);
    expect(paper?.sources.length).toBeGreaterThan(2);
    expect(papers.map(({ id }) => id)).toEqual(['taskres-few-shot', 'tip-adapter-exp-log', 'gda-few-shot']);
  });

  it('have printed numbers only at the backbone of the paper', async () => {
    const { curves } = await served((tracker) => {
      for (const backbone of ['RN50', 'ViT-B-16', 'somebody’s RN50']) record(tracker, 50, { dataset: 'dtd', backbone });
    });
    const count = async (backbone: string, paper: string) => {
      const answer = await curves({ backbone, paper });
      const drawn = answer.panels.flatMap(({ printed }) => printed.flatMap(({ points }) => points)).length;
      expect(drawn).toBe(answer.paper!.count);
      return drawn;
    };
    expect(await count('RN50', 'taskres-few-shot')).toBeGreaterThan(20);
    expect(await count('RN50', 'r-amt-few-shot')).toBe(0);
    expect(await count('ViT-B-16', 'r-amt-few-shot')).toBeGreaterThan(20);
    expect(await count('somebody’s RN50', 'taskres-few-shot')).toBe(0);
    expect((await curves({ backbone: 'somebody’s RN50' })).papers).toEqual([]);
  });

  it('are of one protocol where it is asked for', async () => {
    const { curves } = await served((tracker) => {
      record(tracker, 50, { protocol: 'full-val' });
      record(tracker, 51, { protocol: 'fixed' });
      record(tracker, 52, { method: 'coop', protocol: 'fixed' });
    });
    const all = await curves();
    expect(all.protocols).toEqual(['fixed', 'full-val']);
    expect(all.methods).toContainEqual({ method: 'taskres', protocols: ['fixed', 'full-val'], average: 51 });
    const { methods, protocols } = await curves({ protocol: 'full-val' });
    expect(methods).toEqual([{ method: 'taskres', protocols: ['full-val'], average: 50 }]);
    expect(protocols).toEqual(['fixed', 'full-val']);
  });

  it('have documents of what is chosen', async () => {
    const { text, curves } = await served(fillCurves);
    const query = { methods: 'taskres,zero-shot', panel: 'average', paper: 'taskres-few-shot' };
    const csv = await text('curves.csv', query);
    const { panels } = await curves(query);
    const lines = panels.flatMap((panel) => [...panel.lines, ...panel.printed]);
    const points = lines.reduce((sum, line) => sum + line.points.length, 0);
    expect(csv.trim().split('\n')).toHaveLength(1 + points);
    const average = mean([42.3, 37.6, 85.8]);
    expect(csv).toContain(`RN50,average of 3 datasets,zero-shot,fixed,0,${average.toFixed(4)},,1,0,0\n`);
    const svg = await text('curves.svg', query);
    expect(svg).toMatch(
      /^<svg [^]*>average of 3 datasets<[^]*>taskres<[^]*>TaskRes, re-run by HC, printed<[^]*<\/svg>\n$/,
    );
    expect(svg).not.toMatch(/>dtd<|>coop<|>CoOp/);
  });

  it.each([
    [
      { backbone: 'none' },
      404,
      'there are no few-shot runs on the backbone "none"; expected one of RN50; choose one of these',
    ],
    [{ paper: 'none' }, 404, 'there is no table "none"; expected one of taskres-few-shot, '],
    [{ protocol: 'none' }, 400, 'protocol is "none"; expected one of fixed, few-shot-val, full-val, test-oracle'],
    [{ axes: 'none' }, 400, 'axes is "none"; expected equal, or nothing'],
    [{ shots: '1' }, 400, '"shots" is not a parameter; expected backbone, protocol, methods, paper, axes, panel'],
  ])('refuse %j', async (query, status, message) => {
    const { get } = await served((tracker) => record(tracker, 50));
    for (const path of ['curves', 'curves.svg', 'curves.csv']) {
      const response = await get(path, query);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(message);
    }
  });

  it('refuse to draw nothing', async () => {
    const { get } = await served((tracker) => record(tracker, 50));
    const response = await get('curves.svg', { panel: 'none' });
    expect([response.status, await response.text()]).toEqual([
      404,
      'there are no curves of {"panel":"none"}; expected methods, a protocol and a panel that RN50 has; leave some of them out\n',
    ]);
    const { get: empty } = await served(() => undefined);
    const without = await empty('curves');
    expect([without.status, await without.text()]).toEqual([
      404,
      'there are no few-shot runs; expected some of a backbone or more; run some\n',
    ]);
  });
});
