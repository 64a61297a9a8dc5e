import { describe, expect, it } from 'vitest';

import { rowOf } from '../../test/fixtures.ts';
import { formatLatex } from '../tables/format-latex.ts';
import { formatMarkdown } from '../tables/format-markdown.ts';
import { drawTrials } from './draw-trials.ts';
import { formatTrialsCsv, formatTrialsText } from './format-trials.ts';
import { recordedTrials } from './recorded-trials.ts';
import { trialsOf } from './trials-of.ts';
import { trialsSheet } from './trials-sheet.ts';
import { trialsTable } from './trials-table.ts';
import { trialsTitle } from './trials-title.ts';

const trial = (settings: Record<string, unknown>, validationAccuracy: number) =>
  ({ settings, validationAccuracy, validationLoss: 1, details: { steps: 3 } }) as never;
const searched = {
  search: {
    chosen: { rate: 0.1, norm: null },
    ...{ validationAccuracy: 60, validationLoss: 1 },
    trials: [
      { settings: { rate: 100, norm: 9 }, diverged: 'the loss is NaN' } as never,
      trial({ rate: 0.1, norm: null }, 60),
      trial({ rate: 0.1, norm: null }, 60),
      trial({ rate: 0.001, norm: 9 }, 50),
    ],
  },
};

describe('recordedTrials', () => {
  it('reads the trials of a searched method and marks the first that was chosen', () => {
    expect(recordedTrials(searched)!.map((one) => [one.validationAccuracy, one.diverged, one.chosen])).toEqual([
      [null, 'the loss is NaN', false],
      [60, null, true],
      [60, null, false],
      [50, null, false],
    ]);
  });

  it('reads those of a method that searches by itself', () => {
    const details = {
      ...{ inverseStrength: 1, validationAccuracy: 55, iterations: 3 },
      trials: [
        { inverseStrength: 10, validationAccuracy: 50 },
        { inverseStrength: 1, validationAccuracy: 55 },
      ],
    };
    expect(recordedTrials(details)).toEqual([
      {
        settings: { inverseStrength: 10 },
        validationAccuracy: 50,
        validationLoss: null,
        diverged: null,
        chosen: false,
      },
      { settings: { inverseStrength: 1 }, validationAccuracy: 55, validationLoss: null, diverged: null, chosen: true },
    ]);
  });

  it.each([[{}], [{ trials: 3 }], [{ trials: [] }], [{ search: { trials: [] } }], [{ losses: [1, 2] }]])(
    'finds none in %j',
    (details) => expect(recordedTrials(details as never)).toBeUndefined(),
  );
});

describe('trialsTable', () => {
  it('tells numbers from categories and wide ranges from narrow ones', () => {
    const { parameters, trials } = trialsTable([{ key: 'aa', trials: recordedTrials(searched)! }]);
    expect(parameters).toMatchObject([
      { name: 'rate', kind: 'number', scale: 'log', values: [0.001, 0.1, 100] },
      { name: 'norm', kind: 'category', scale: 'linear', values: ['9', 'null'] },
    ]);
    expect(trials.map(({ run, number, settings }) => [run, number, settings['rate'], settings['norm']])).toEqual([
      ['aa', 1, 100, '9'],
      ['aa', 2, 0.1, 'null'],
      ['aa', 3, 0.1, 'null'],
      ['aa', 4, 0.001, '9'],
    ]);
  });

  it('takes any name for a setting, and runs of different spaces together', () => {
    const one = { settings: { __proto__x: 1, ['__proto__']: 2 }, validationAccuracy: 1, validationLoss: null };
    const table = trialsTable([
      {
        key: 'aa',
        trials: [{ ...one, settings: JSON.parse('{"__proto__":2}') as never, diverged: null, chosen: true }],
      },
      { key: 'bb', trials: [{ ...one, settings: { rate: 1 }, diverged: null, chosen: true }] },
    ]);
    expect(table.parameters.map(({ name }) => name)).toEqual(['__proto__', 'rate']);
    expect(table.trials.map(({ settings }) => settings['rate'])).toEqual([null, 1]);
  });
});

describe('documents of trials', () => {
  const run = { ...rowOf(61.5, { method: 'taskres-search' }) };
  const withTrials = { ...run, result: { ...run.result!, details: searched } };
  const table = trialsTable([trialsOf(withTrials)]);

  it('have all trials, and the test accuracy of the run once', () => {
    const lines = formatTrialsCsv(table).trim().split('\n');
    expect(lines[0]).toBe('run,trial,settings.rate,settings.norm,validationAccuracy,validationLoss,chosen,diverged');
    expect(lines[1]).toBe(`${run.key},1,100,9,,,0,the loss is NaN`);
    expect(lines).toHaveLength(5);
    const text = formatTrialsText(withTrials, table);
    expect(text.match(/61\.50/g)).toHaveLength(1);
    expect(text).toMatch(/\n2 \* +0\.1 +null +60\.00 +1\.0000\n3 +0\.1 +null .*\n4 .*\n1 +100 +9 +diverged +-\n/);
  });

  it('are tables for papers: best first, with the importance below', () => {
    const sheet = trialsSheet(table, trialsTitle(withTrials));
    const markdown = formatMarkdown(sheet).split('\n');
    expect(markdown[2]).toBe('| trial | outcome | rate | norm | validation loss | validation accuracy |');
    expect(markdown.slice(4, 8)).toEqual([
      '| 2 | chosen | 0.1 | null | 1.0000 | 60.00 |',
      '| 3 |  | 0.1 | null | 1.0000 | 60.00 |',
      '| 4 |  | 0.001 | 9 | 1.0000 | 50.00 |',
      '| 1 | diverged | 100 | 9 | - | - |',
    ]);
    expect(markdown[9]).toMatch(/^importance: rate .+, norm .+$/);
    expect(formatLatex(sheet)).toContain('2 & chosen & 0.1 & null & 1.0000 & 60.00 \\\\');
  });

  it('tell the runs apart where they are of several', () => {
    const one = trialsOf(withTrials);
    const sheet = trialsSheet(trialsTable([one, { ...one, key: 'f'.repeat(64) }]), trialsTitle(withTrials, 2));
    expect(sheet.grids[0]).toMatchObject({
      title: '2 searches of taskres-search',
      labels: ['run', 'trial', 'outcome'],
    });
    expect(sheet.grids[0]!.lines.map(({ labels }) => labels[0])).toContain('ffffffffffff');
  });

  it('are a figure: a line for each trial, higher where its values are, the chosen one thick and on top', () => {
    const svg = drawTrials(table, 'a <search>');
    expect(svg).toContain('<title>Trials: a &lt;search&gt;</title>');
    const lines = [...svg.matchAll(/<path d="M([\d.,L]+)" fill="none" stroke="(.+?)" stroke-width="(.+?)"/g)];
    expect(lines).toHaveLength(4);
    expect(lines.map(([, , , width]) => width)).toEqual(['0.8', '0.8', '0.8', '2.4']);
    // Diverged: at the upper end of the rates, below the axes of outcomes.
    const heights = lines.map(([, points]) => points!.split('L').map((point) => Number(point.split(',')[1])));
    const [diverged, , , chosen] = heights;
    expect(diverged).toEqual([26, expect.any(Number), 188, 188]);
    // From 0.001 to 100 there are five powers of ten; 0.1 is the second.
    expect(chosen![0]).toBeCloseTo(176 - (2 / 5) * 150, 2);
    expect(chosen!.at(-1)).toBe(26);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(drawTrials(trialsTable([]), 'no searches')).toContain('>no trials<');
  });

  it('are refused for a run without a search', () => {
    expect(() => trialsOf(run)).toThrow(/has searched no settings; expected a done run of a method that searches/);
    expect(() => trialsOf(rowOf('failed'))).toThrow(/is failed; expected/);
  });
});
