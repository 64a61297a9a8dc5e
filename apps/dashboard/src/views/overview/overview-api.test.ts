import { formatRuns, type TableFormat, type Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { fillEvaluations, fillPaperRuns } from '../../../test/paper-runs.ts';
import { newDatabase, record } from '../../../test/sample-results.ts';
import { fillSweep } from '../../../test/sample-sweep.ts';
import { Snapshot } from '../../results/snapshot.ts';
import type { Extension, Parameters } from '../view-api.ts';
import { overviewApi } from './overview-api.ts';

const FORMATS: Partial<Record<Extension, TableFormat>> = { csv: 'csv', json: 'json', md: 'markdown', tex: 'latex' };

function sourceOf(fill: (tracker: Tracker) => void) {
  const { tracker } = newDatabase();
  fill(tracker);
  return { tracker, snapshot: new Snapshot('v', tracker.counts(), tracker.runSummaries()) };
}

const answer = (source: ReturnType<typeof sourceOf>, asked: Parameters) =>
  overviewApi.answer(source, overviewApi.query.parse(asked));

describe('the documents of the overview', () => {
  const source = () =>
    sourceOf((tracker) => {
      fillPaperRuns(tracker);
      fillEvaluations(tracker);
      record(tracker, 67, { dataset: 'dtd', method: 'tip-adapter', protocol: 'test-oracle' });
    });

  it('are those of the command line, whatever is asked for', async () => {
    const { tracker, ...rest } = source();
    const all = tracker.tableRuns({});
    for (const [asked, runs, options] of [
      [{ shots: '16' }, tracker.tableRuns({ shots: [16] }), { evaluation: 'few-shot' }],
      [{ shots: '16', mix: '1' }, tracker.tableRuns({ shots: [16] }), { evaluation: 'few-shot', mixProtocols: true }],
      [{ oracle: '1' }, all, { evaluation: 'few-shot', testOracle: true }],
      [
        { dataset: 'dtd' },
        tracker.tableRuns({ datasets: ['dtd'] }),
        { evaluation: 'few-shot', layout: { rows: ['method'], columns: ['shots'], facets: ['backbone'] } },
      ],
      [{ evaluation: 'base-to-novel' }, all, { evaluation: 'base-to-novel' }],
      [{ evaluation: 'shifted' }, all, { evaluation: 'shifted' }],
    ] as const) {
      for (const [extension, format] of Object.entries(FORMATS)) {
        const text = await overviewApi.documents![extension as Extension]!(
          { tracker, ...rest },
          overviewApi.query.parse(asked),
        );
        expect(text, `${JSON.stringify(asked)} as ${extension}`).toBe(formatRuns(runs, { ...options, format }));
        expect(text.length).toBeGreaterThan(100);
      }
    }
  });
});

describe('the tables of other evaluations', () => {
  const evaluated = () => sourceOf(fillEvaluations);

  it('have base, novel and H below each dataset, with the numbers that the command line prints', async () => {
    const source = evaluated();
    const { tables } = await answer(source, { evaluation: 'base-to-novel' });
    expect(tables).toHaveLength(1);
    const [{ columns, rows }] = tables as [(typeof tables)[0]];
    expect(columns.map(({ group, heading }) => `${group}: ${heading}`)).toEqual([
      ...['dtd', 'eurosat'].flatMap((name) => ['base', 'novel', 'H'].map((part) => `${name}: ${part}`)),
      ...['base', 'novel', 'mean of H', 'H of means'].map((part) => `average: ${part}`),
    ]);
    const printed = formatRuns(source.tracker.tableRuns({}), { evaluation: 'base-to-novel', format: 'markdown' });
    for (const { method, entries } of rows) {
      const numbers = entries.map((entry) => {
        const text = entry!.mean!.toFixed(2);
        return entry!.best ? `**${text}**` : entry!.second ? `<u>${text}</u>` : text;
      });
      expect(printed).toContain(`| ${[method, ...numbers].join(' | ')} |`);
    }
  });

  it('are one for each set that was trained on', async () => {
    const { tables } = await answer(evaluated(), { evaluation: 'shifted', shots: '16' });
    expect(tables.map(({ trainedOn, columns }) => [trainedOn, columns.map(({ key }) => key)])).toEqual(
      ['dtd', 'eurosat'].map((set) => [set, [`${set} (source)`, 'imagenet-a', 'imagenetv2', 'target mean']]),
    );
    // Runs are those of the set that was trained on.
    expect(tables[1]!.columns.map(({ dataset }) => dataset)).toEqual(['eurosat', 'eurosat', 'eurosat', null]);
  });

  it('are not there where nothing was run', async () => {
    expect((await answer(evaluated(), { evaluation: 'transfer' })).tables).toEqual([]);
    expect((await answer(evaluated(), {})).tables).toEqual([]);
  });
});

describe('test-oracle runs', () => {
  it('are announced, but shown only where they are asked for', async () => {
    const source = sourceOf((tracker) => {
      record(tracker, 50);
      record(tracker, 60, { protocol: 'test-oracle', shots: 4 });
    });
    const protocols = async (asked: Parameters) => {
      const { tables, hasTestOracle } = await answer(source, asked);
      return [hasTestOracle, tables.flatMap(({ rows }) => rows.map(({ protocol }) => protocol))];
    };
    expect(await protocols({ shots: '4' })).toEqual([true, []]);
    expect(await protocols({ shots: '4', oracle: '1' })).toEqual([true, ['test-oracle']]);
    expect(await protocols({ shots: '16' })).toEqual([false, ['fixed']]);
  });
});

describe('the pages of a folder without a server', () => {
  it('are each place once with the papers that print numbers of it, and never the product of all choices', async () => {
    const source = sourceOf((tracker) => {
      fillSweep(tracker);
      fillEvaluations(tracker);
    });
    const pages = overviewApi.pages(source);
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(pages.length);
    expect(pages).toContainEqual({ backbone: 'RN50', shots: '8' });
    expect(pages).toContainEqual({ backbone: 'RN50', shots: '8', paper: 'taskres-few-shot' });
    expect(pages).toContainEqual({ backbone: 'RN50', shots: '16', evaluation: 'base-to-novel' });
    expect(pages).toContainEqual({ backbone: 'RN50', dataset: 'eurosat' });
    expect(pages.filter((page) => 'mix' in page || 'oracle' in page)).toEqual([]);
    for (const page of pages)
      expect((await answer(source, page)).tables.length, JSON.stringify(page)).toBeGreaterThan(0);
  });
});
