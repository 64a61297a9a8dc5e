import type { Tracker } from '@shotbench/tracker';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record, recordSeeds } from './sample-results.ts';
import { fillManyRuns, recordFailedRun } from './sample-runs.ts';
import { fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';

/** The texts of a column in the rows that the page has drawn, from the top on. */
async function shownColumn(page: Page, name: string): Promise<string[]> {
  return page.locator('#run-list .body').evaluate((body, column) => {
    const rows = [...body.children].map((row) => ({
      place: Number(row.getAttribute('aria-rowindex')),
      text: row.querySelector(`[data-column=${column}]`)?.textContent ?? '',
    }));
    return rows.sort((a, b) => a.place - b.place).map(({ text }) => text);
  }, name);
}

const fill = (tracker: Tracker): void => {
  fillManyRuns(tracker);
  recordFailedRun(tracker, { code: 'DIVERGED', message: 'the loss is NaN\nat step 3' }, { dataset: 'ucf101' });
  record(tracker, 'queued', { dataset: 'ucf101', seed: 2 });
};

describeInChromium('the list of runs', (openPage) => {
  it('lists runs of every state, and tells how to run failed ones again', async () => {
    const { url } = await serve((tracker) => {
      fillSweep(tracker);
      recordFailedRun(tracker, { code: 'DIVERGED', message: 'the loss is NaN\nat step 3' }, { dataset: 'ucf101' });
    });
    const { page, complaints } = await openPage(`${url}?view=runs`);
    await page.locator('#run-list [data-column=method]').first().waitFor();
    expect(await page.locator('#run-counts strong').textContent()).toBe('151 runs');
    expect(await page.locator('#run-counts li').allTextContents()).toEqual([
      ...['2 queued', '2 running', '144 done', '3 failed'],
    ]);
    expect(await page.locator('#run-counts .retry').textContent()).toContain('shotbench retry --failed');
    await page.getByRole('link', { name: '3 failed' }).click();
    await expect.poll(() => page.locator('#run-counts strong').textContent()).toBe('3 of 151 runs');
    expect(await page.locator('#run-list .error').last().textContent()).toBe('DIVERGED: the loss is NaN');
    expect(page.url()).toBe(`${url}?view=runs&state=failed`);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'show all' }).click();
    await expect.poll(() => page.locator('#run-counts strong').textContent()).toBe('151 runs');
    await screenshot(page, 'runs-light');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('filters by every menu and by words, with the same numbers as the file', async () => {
    const { url } = await serve(fill);
    const { page, complaints } = await openPage(`${url}?view=runs`);
    const summary = page.locator('#run-counts strong');
    await expect.poll(() => summary.textContent()).toBe('5,002 runs');
    await page.locator('select[name=dataset]').selectOption('dtd');
    await expect.poll(() => summary.textContent()).toBe('1,000 of 5,002 runs');
    await page.locator('select[name=shots]').selectOption('4');
    await page.locator('select[name=method]').selectOption('taskres');
    await expect.poll(() => summary.textContent()).toBe('40 of 5,002 runs');
    // A menu tells what its other choices would lead to.
    expect(await page.locator('select[name=seed]').locator('option').nth(1).textContent()).toBe('1 (2)');
    expect(await page.locator('select[name=dataset]').locator('option').allTextContents()).toEqual([
      ...['all', 'caltech101 (40)', 'dtd (40)', 'eurosat (40)', 'oxford-pets (40)', 'stanford-cars (40)'],
    ]);
    await page.getByLabel('Find').fill('RN50');
    await expect.poll(() => summary.textContent()).toBe('20 of 5,002 runs');
    expect(page.url()).toBe(`${url}?view=runs&dataset=dtd&shots=4&method=taskres&find=RN50`);
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const lines = (await (await fetch(new URL(csv!, url))).text()).trim().split('\n');
    expect(lines).toHaveLength(21);
    const accuracy = lines[0]!.split(',').indexOf('accuracy');
    const shown = await shownColumn(page, 'accuracy');
    expect(shown).toEqual(lines.slice(1).map((line) => Number(line.split(',')[accuracy]).toFixed(2)));
    // As in the address, so again after a reload.
    await page.reload();
    await expect.poll(() => summary.textContent()).toBe('20 of 5,002 runs');
    expect(await page.getByLabel('Find').inputValue()).toBe('RN50');
    expect(await page.locator('select[name=dataset]').inputValue()).toBe('dtd');
    expect(complaints).toEqual([]);
  });

  it('sorts by a column, the other way round, and back', async () => {
    const { url } = await serve(fill);
    const { page, complaints } = await openPage(`${url}?view=runs`);
    const top = () => shownColumn(page, 'accuracy').then((texts) => texts.slice(0, 3));
    const header = page.getByRole('columnheader', { name: 'accuracy %' });
    await header.getByRole('button').click();
    // All of 30.00, 30.01 … 79.99 occur once.
    await expect.poll(top).toEqual(['30.00', '30.01', '30.02']);
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await header.getByRole('button').click();
    await expect.poll(top).toEqual(['79.99', '79.98', '79.97']);
    expect(page.url()).toBe(`${url}?view=runs&sort=accuracy&descending=yes`);
    // What has no accuracy comes last in either direction.
    await page.locator('#run-list').press('End');
    await expect.poll(async () => (await shownColumn(page, 'state')).slice(-2)).toEqual(['failed', 'queued']);
    await header.getByRole('button').click();
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('none');
    expect(page.url()).toBe(`${url}?view=runs`);
    expect(complaints).toEqual([]);
  });

  it('has elements for the rows in sight only, and reads others as they come into sight', async () => {
    const { url } = await serve(fill);
    const { page, complaints } = await openPage(`${url}?view=runs&sort=accuracy`);
    const list = page.locator('#run-list');
    await page.locator('#run-list [data-column=method]').first().waitFor();
    expect(await list.getAttribute('aria-rowcount')).toBe('5003');
    for (const place of [400, 2600, 4900, 17]) {
      await list.evaluate((grid, row) => void (grid.scrollTop = row * 32), place);
      const row = page.locator(`#run-list [aria-rowindex="${place + 2}"] [data-column=accuracy]`);
      await expect.poll(() => row.textContent()).toBe((30 + place / 100).toFixed(2));
      expect(await page.locator('#run-list .body > *').count()).toBeLessThan(60);
    }
    expect(complaints).toEqual([]);
  });

  it('is read and chosen from by keyboard', async () => {
    const { url } = await serve(fill);
    const { page, complaints } = await openPage(`${url}?view=runs&sort=accuracy`);
    const list = page.locator('#run-list');
    await page.locator('#run-list [data-column=method]').first().waitFor();
    await list.focus();
    const current = () => list.getAttribute('aria-activedescendant');
    for (const [key, place] of [
      ['ArrowDown', 1],
      ['End', 5001],
      ['ArrowUp', 5000],
      ['Home', 0],
      ['ArrowDown', 1],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(current).toBe(`run-${place}`);
    }
    await page.keyboard.press('PageDown');
    const place = Number((await current())!.slice('run-'.length));
    expect(place).toBeGreaterThan(5);
    const row = page.locator(`#run-${place}`);
    const box = (await row.boundingBox())!;
    const region = (await list.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(region.y + region.height + 1);
    await page.keyboard.press('Space');
    await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const [first, second] = [row, page.locator(`#run-${place + 1}`)];
    const keys = await Promise.all([first, second].map((one) => one.getAttribute('data-key')));
    const link = page.getByRole('link', { name: 'Compare these two runs' });
    expect(await link.getAttribute('href')).toBe(`?view=compare&first=${keys[0]}&second=${keys[1]}`);
    expect(page.url()).toContain(`&first=${keys[0]}&second=${keys[1]}`);
    await screenshot(page, 'runs-chosen');
    await page.keyboard.press('Enter');
    await page.locator('#run-title code', { hasText: keys[1]! }).waitFor();
    expect(page.url()).toBe(`${url}?view=run&key=${keys[1]}`);
    expect(complaints).toEqual([]);
  });

  it('keeps its place, and what is focused, while runs come in', async () => {
    const { tracker, url } = await serve(fill);
    const { page, complaints } = await openPage(`${url}?view=runs`);
    const list = page.locator('#run-list');
    await page.locator('#run-list [data-column=method]').first().waitFor();
    await list.evaluate((grid) => void (grid.scrollTop = 1000 * 32));
    await list.focus();
    // Comes before all others, whose accuracies move down by one.
    record(tracker, 12.34, { dataset: 'a-first-one' });
    await expect.poll(() => page.locator('#run-counts strong').textContent()).toBe('5,003 runs');
    expect(await list.evaluate((grid) => grid.scrollTop)).toBe(1000 * 32);
    expect(await list.evaluate((grid) => grid === document.activeElement)).toBe(true);
    await list.press('Home');
    await expect.poll(async () => (await shownColumn(page, 'accuracy'))[0]).toBe('12.34');
    expect(complaints).toEqual([]);
  });

  it('shows the columns that are asked for', async () => {
    const { url } = await serve((tracker) => recordSeeds(tracker, [50, 51]));
    const { page, complaints } = await openPage(`${url}?view=runs`);
    const heads = () =>
      page
        .locator('#run-list .head .column button')
        .evaluateAll((all) => all.map((one) => one.firstChild!.textContent));
    await expect.poll(heads).toContain('protocol');
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'memory' }).check();
    await page.getByRole('checkbox', { name: 'protocol' }).uncheck();
    await expect
      .poll(heads)
      .toEqual([
        ...[
          'state',
          'method',
          'dataset',
          'shots',
          'seed',
          'backbone',
          'accuracy %',
          'time',
          'memory',
          'finished (UTC)',
          'key',
        ],
      ]);
    expect(page.url()).toContain(
      'columns=state.method.dataset.shots.seed.backbone.accuracy.seconds.memory.finished.key',
    );
    await page.getByRole('checkbox', { name: 'memory' }).uncheck();
    await page.getByRole('checkbox', { name: 'protocol' }).check();
    await expect.poll(() => page.url()).toBe(`${url}?view=runs`);
    expect(complaints).toEqual([]);
  });

  it('is dark where the system is', async () => {
    const { url } = await serve(fill);
    const { page } = await openPage(`${url}?view=runs&dataset=ucf101`, { colorScheme: 'dark' });
    await page.locator('#run-list .error').waitFor();
    await screenshot(page, 'runs-dark');
    await expectAccessible(page);
  });

  it('fits a phone; only the list scrolls sideways', async () => {
    const { url } = await serve(fill);
    const { page } = await openPage(`${url}?view=runs`, { viewport: { width: 375, height: 812 } });
    await page.locator('#run-list [data-column=method]').first().waitFor();
    await screenshot(page, 'runs-phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await page.locator('#run-list').evaluate((list) => list.scrollWidth > list.clientWidth)).toBe(true);
    await expectAccessible(page);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const { url } = await serve((tracker) => {
      record(tracker, 50, { dataset: name, method: name, backbone: name });
      recordFailedRun(tracker, { code: name, message: name }, { dataset: name, method: name, seed: 2 });
    });
    const { page, complaints } = await openPage(`${url}?view=runs&method=${encodeURIComponent(name)}&errorCode=`);
    await page.locator('#run-list [data-column=method]').first().waitFor();
    expect(await shownColumn(page, 'method')).toEqual([name, name]);
    expect(await page.locator('#run-list .error').textContent()).toBe(`${name}: ${name}`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Runs · Shotbench');
    expect(complaints).toEqual([]);
  });
});
