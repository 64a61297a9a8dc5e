import { describe, expect, it } from 'vitest';

import { newDatabase, record } from '../../../test/sample-results.ts';
import { gridTrials, recordResult, recordSearch } from '../../../test/sample-searches.ts';
import { Snapshot } from '../../results/snapshot.ts';
import { costApi } from '../cost/cost-api.ts';
import { parseQuery } from '../parse-query.ts';
import type { ViewApi } from '../view-api.ts';
import { searchApi, type SearchView } from './search-api.ts';

function sourceOf(fill: (tracker: ReturnType<typeof newDatabase>['tracker']) => void) {
  const { tracker } = newDatabase();
  fill(tracker);
  return { tracker, snapshot: new Snapshot('v', tracker.counts(), tracker.runSummaries()) };
}

const source = () =>
  sourceOf((tracker) => {
    for (const seed of [1, 2]) recordSearch(tracker, { seed });
    recordSearch(tracker, { dataset: 'eurosat', shots: 4 });
    const trials = [{ inverseStrength: 1, validationAccuracy: 50 }];
    const own = { method: 'linear-probe', protocol: 'few-shot-val' as const };
    recordResult(tracker, own, { details: { inverseStrength: 1, trials } });
    record(tracker, 50, { method: 'coop' });
    record(tracker, 'failed', { method: 'clip-adapter-search', protocol: 'few-shot-val' });
  });

describe('the search API', () => {
  it('lists done runs with a search, by method, dataset, shots and seed', async () => {
    const { runs, total, choices, shown } = await searchApi.answer(source(), {});
    expect(runs.map(({ method, dataset, shots, seed }) => `${method} ${dataset} ${shots} ${seed}`)).toEqual([
      ...['linear-probe pets 16 1', 'taskres-search eurosat 4 1', 'taskres-search pets 16 1'],
      'taskres-search pets 16 2',
    ]);
    expect(total).toBe(4);
    expect(choices).toMatchObject({ method: ['linear-probe', 'taskres-search'], shots: ['4', '16'], seed: ['1', '2'] });
    expect(shown?.runs.map(({ method }) => method)).toEqual(['linear-probe']);
  });

  it('filters, and puts the runs of a method together', async () => {
    const here = source();
    const asked = { method: 'taskres-search', shots: 16, pool: 'yes' } as const;
    const { matching, shown, choices } = await searchApi.answer(here, asked);
    expect(matching).toBe(2);
    expect(shown?.trials).toHaveLength(2 * gridTrials(1).length);
    expect(choices.shots).toEqual(['4', '16']);
    expect(choices.dataset).toEqual(['pets']);
  });

  it('refuses runs that have searched nothing', () => {
    const here = source();
    const [coop] = here.tracker.runs({ methods: ['coop'] });
    expect(() => searchApi.answer(here, { run: coop!.key })).toThrow(/no run whose key begins with .* has searched/);
  });

  it('answers each of the pages that a folder without a server holds, as does that of costs', async () => {
    const here = source();
    for (const view of [searchApi, costApi] as unknown as ViewApi<unknown, SearchView>[]) {
      const pages = view.pages(here);
      expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(pages.length);
      for (const page of pages) {
        const parsed = parseQuery(view, page);
        expect(parsed).toHaveProperty('query');
        const data = await view.answer(here, (parsed as { query: unknown }).query);
        expect(JSON.parse(JSON.stringify(data))).toEqual(data);
      }
    }
    expect(searchApi.pages(here)).toHaveLength(1 + 2 + 4 + 2);
  });

  it.each([
    ['without', 'x'],
    ['without', '[["taskres"]]'],
    ['axis', 'money'],
    ['mix', '1'],
  ])('costs refuse %s=%s', (name, value) => {
    expect(parseQuery(costApi, { [name]: value })).toMatchObject({
      problem: expect.stringContaining('expected') as string,
    });
  });
});
