import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import {
  accuracyFigure,
  type AccuracyFigureOptions,
  accuracyFigures,
  curvePanels,
  methodStyles,
  type RunRow,
  summarize,
} from '../index.ts';

const SHOTS = [1, 2, 4, 8, 16];
const rows: RunRow[] = ['pets', 'a & <b>'].flatMap((dataset) => [
  ...SHOTS.flatMap((shots) => rowsOf([50 + shots, 51 + shots, 52.5 + shots], { dataset, shots })),
  ...SHOTS.flatMap((shots) => rowsOf([55 + shots, shots === 4 ? 'failed' : 56], { dataset, shots, method: 'coop' })),
  rowOf(45, { dataset, shots: 0, seed: null, method: 'zero-shot', config: {} }),
  rowOf(70, { dataset, method: 'tip', protocol: 'few-shot-val' }),
]);
const figures = (options = {}, shown = rows) => accuracyFigures(summarize(shown), options);

/** The names of elements that are open at each place; throws where one is closed that is not open. */
function checkNesting(svg: string): number {
  const open: string[] = [];
  let count = 0;
  for (const [, close, name, rest = ''] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[a-zA-Z-]+="[^"<]*")*\/?)>/g)) {
    count++;
    if (close) expect(open.pop()).toBe(name);
    else if (!rest.endsWith('/')) open.push(name as string);
  }
  expect(open).toEqual([]);
  return count;
}

describe('accuracyFigures', () => {
  it('has one for each backbone and protocol, or all protocols in one', () => {
    const more = [...rows, rowOf(1, { backbone: 'ViT' })];
    expect(figures({}, more).map(({ backbone, protocol }) => [backbone, protocol])).toEqual([
      ['RN50', 'fixed'],
      ['RN50', 'few-shot-val'],
      ['ViT', 'fixed'],
    ]);
    expect(figures({ mixProtocols: true }, more).map(({ backbone, protocol }) => [backbone, protocol])).toEqual([
      ['RN50', undefined],
      ['ViT', undefined],
    ]);
    expect(accuracyFigures([])).toEqual([]);
  });

  it('is well-formed, with text as text and no number longer than two decimals', () => {
    const { svg } = figures()[0]!;
    const outside = svg.replaceAll(/<[^<>]*>/g, '');
    expect(outside).not.toMatch(/[<>]/);
    expect(checkNesting(svg)).toBe(svg.match(/<[^<>]*>/g)!.length);
    for (const text of [
      '>a &amp; &lt;b&gt;<',
      '>pets<',
      '>average of 2 datasets<',
      '>zero-shot<',
      '>shots per class<',
    ]) {
      expect(svg).toContain(text);
    }
    expect(svg).not.toMatch(/\d\.\d{3}|NaN|undefined/);
  });

  it('puts each method in its colour on every panel, hollow where runs are missing', () => {
    const { svg } = figures()[0]!;
    const panels = svg.split('<g ').slice(1);
    expect(panels).toHaveLength(3);
    for (const panel of panels) {
      const lines = [...panel.matchAll(/fill="none" stroke="(#[0-9a-f]{6})" stroke-width="1"/g)].map(
        ([, colour]) => colour,
      );
      expect(lines).toEqual([methodStyles([])('coop').colour, methodStyles([])('taskres').colour]);
    }
    // Five points of each of two methods and zero-shot's one; coop's at 4 shots is hollow.
    const drawn = panels[0]!.match(/fill="#[0-9A-Fa-f]{6}" stroke="#/g)!;
    expect(drawn).toHaveLength(11);
    expect(drawn.filter((fill) => fill.includes('#ffffff'))).toHaveLength(1);
    expect(svg).toContain('>hollow: runs are missing<');
  });

  it('gives equal bytes for equal results, whatever the order of the rows', () => {
    const expected = figures({ mixProtocols: true });
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(figures({ mixProtocols: true }, shuffled)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
});

describe('accuracyFigure', () => {
  const cells = summarize(rows);
  const printed = ['pets', 'a & <b>'].flatMap((dataset) =>
    SHOTS.map((shots) => {
      return { dataset, shots, name: 'CoOp <as printed>', method: 'coop', value: 60 + shots, protocol: 'fixed' };
    }),
  );
  const figure = (options: Partial<AccuracyFigureOptions> = {}) =>
    accuracyFigure(curvePanels(cells, printed), { all: cells, backbone: 'RN50', source: 'a & b', ...options });
  const count = (svg: string, part: string | RegExp) => svg.split(part).length - 1;

  it('draws what a paper prints thin and dashed, in the colour of its method', () => {
    const { colour } = methodStyles([])('coop');
    const svg = figure();
    // Three panels and the legend.
    expect(count(svg, `stroke="${colour}" stroke-width="0.6" stroke-dasharray="2.4 1.6"`)).toBe(4);
    expect(svg).toContain('>CoOp &lt;as printed&gt;, printed<');
    expect(svg).toContain('>thin, dashed: as printed (a &amp; b)<');
    expect(checkNesting(svg)).toBe(svg.match(/<[^<>]*>/g)!.length);
    expect(accuracyFigure(curvePanels(cells), { all: cells, backbone: 'RN50' })).not.toContain('printed');
  });

  it('draws chosen methods as they look among all, and what is printed for them', () => {
    const svg = figure({ methods: ['zero-shot', 'tip'] });
    expect(svg).not.toContain('CoOp');
    expect(svg).not.toContain('>taskres<');
    // Neither known to all papers nor alone among the methods.
    expect(svg).toContain(methodStyles(['coop', 'taskres', 'tip', 'zero-shot'])('tip').colour);
    expect(figure({ methods: ['coop'] })).toContain('CoOp');
    expect(figure({ methods: ['zero-shot'], allPrinted: true })).toContain('CoOp');
  });

  it('has a single panel where one is asked for, half as wide', () => {
    const svg = figure({ panel: 'average' });
    expect(svg).toContain('width="252pt"');
    expect(count(svg, 'font-size="8"')).toBe(1);
    expect(svg).toContain('>average of 2 datasets<');
    expect(figure({ panel: 'pets' })).toContain('>pets<');
  });

  it('has one range on all panels where axes are equal', () => {
    const ticks = (svg: string) =>
      svg
        .split('<g ')
        .slice(1)
        .map((panel) => [...panel.matchAll(/text-anchor="end">([\d.]+)</g)].map(([, text]) => text));
    const uneven = summarize([
      ...[1, 2].map((shots) => rowOf(20, { dataset: 'dtd', shots })),
      ...[1, 2].map((shots) => rowOf(90, { dataset: 'pets', shots })),
    ]);
    const drawn = (equalAxes: boolean) =>
      ticks(accuracyFigure(curvePanels(uneven), { all: uneven, backbone: 'RN50', equalAxes }));
    expect(new Set(drawn(true).map(String)).size).toBe(1);
    expect(new Set(drawn(false).map(String)).size).toBe(3);
  });
});
