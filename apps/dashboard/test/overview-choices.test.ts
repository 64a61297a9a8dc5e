import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { fillEvaluations } from './paper-runs.ts';
import { record, recordSeeds } from './sample-results.ts';
import { fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';

const methods = (page: Page) => page.locator('#table tbody tr:visible .method').allTextContents();
const search = (page: Page) => page.evaluate(() => location.search);

describeInChromium('the choices of the overview', (openPage) => {
  it('sort the rows of each protocol by a column, as the address says', async () => {
    const { url } = await serve((tracker) => {
      for (const [method, accuracy] of Object.entries({ a: 50, b: 70, c: 60 })) {
        record(tracker, accuracy, { method, dataset: 'dtd' });
        record(tracker, 100 - accuracy, { method, dataset: 'pets', protocol: 'few-shot-val' });
      }
      record(tracker, 'failed', { method: 'd', dataset: 'dtd' });
    });
    const { page, complaints } = await openPage(url);
    await expect.poll(() => methods(page)).toEqual(['a', 'b', 'c', 'd', 'a', 'b', 'c']);
    const heading = page.getByRole('button', { name: 'dtd' });
    await heading.click();
    expect(await methods(page)).toEqual(['b', 'c', 'a', 'd', 'a', 'b', 'c']);
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    expect(await search(page)).toBe('?sort=dtd');
    await heading.press('Enter');
    // Those without a number stay below.
    expect(await methods(page)).toEqual(['a', 'c', 'b', 'd', 'a', 'b', 'c']);
    expect(await search(page)).toBe('?sort=dtd&order=ascending');
    expect(await heading.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByLabel('Let protocols compete').check();
    await page.getByRole('button', { name: 'pets' }).click();
    await expect.poll(() => methods(page)).toEqual(['a', 'c', 'b', 'a', 'b', 'c', 'd']);
    expect(await page.locator('#table tbody').count()).toBe(1);
    await page.getByRole('button', { name: 'pets' }).click();
    await page.getByRole('button', { name: 'pets' }).click();
    expect(await search(page)).toBe('?mix=1');
    expect(complaints).toEqual([]);
  });

  it('find methods by a part of their name', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?shots=16`);
    const field = page.getByLabel('Find methods');
    await field.pressSequentially('PROB');
    await expect.poll(() => methods(page)).toEqual(['linear-probe']);
    expect(await page.locator('#found').textContent()).toBe('1 of 3 methods have “PROB” in their name.');
    expect(await search(page)).toBe('?shots=16&find=PROB');
    await field.fill('fixed');
    await expect.poll(() => methods(page)).toEqual(['taskres', 'zero-shot']);
    await page.reload();
    await expect.poll(() => methods(page)).toEqual(['taskres', 'zero-shot']);
    await field.fill('');
    await expect.poll(() => methods(page)).toHaveLength(3);
    expect(await page.locator('#found').isVisible()).toBe(false);
  });

  it('show one dataset over shots, and other evaluations', async () => {
    const { url } = await serve((tracker) => {
      fillSweep(tracker);
      fillEvaluations(tracker);
    });
    const { page, complaints } = await openPage(url);
    const headings = () => page.locator('#table thead tr:last-child th').allTextContents();
    await page.getByLabel('Columns').selectOption('shots, on eurosat');
    await expect.poll(headings).toEqual(['method', '1', '2', '4', '8', '16']);
    expect(await page.locator('#table caption').textContent()).toBe('eurosat · RN50 · accuracy in percent');
    expect(await page.getByText('Shots per class').count()).toBe(0);
    await page.getByLabel('base-to-novel').check({ force: true });
    await expect.poll(headings).toContain('H of means');
    expect(await search(page)).toBe('?evaluation=base-to-novel');
    await screenshot(page, 'base-to-novel');
    await page.getByLabel('shifted').check({ force: true });
    await expect.poll(() => page.locator('#table caption').count()).toBe(2);
    const [first] = await page.locator('#table caption').allTextContents();
    expect(first).toBe('16 shots · RN50 · trained on dtd · accuracy in percent');
    await screenshot(page, 'shifted');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('show what was tuned on test data where there is such, and say what it is', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 50, { method: 'coop' });
      record(tracker, 60, { method: 'coop', protocol: 'test-oracle' });
    });
    const { page } = await openPage(url);
    await expect.poll(() => page.locator('#table tbody tr').count()).toBe(1);
    await page.getByLabel('Show what was tuned on test data').check();
    await expect.poll(() => page.locator('#table tbody tr').count()).toBe(2);
    expect(await page.locator('#table .oracle').textContent()).toBe('test-oracle');
    expect(await page.locator('#table strong').count()).toBe(0);
    expect(await page.locator('#notes').textContent()).toContain('tuned on the test split, an upper bound');
  });

  it('lead to the runs of each cell', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 50, { method: 'co&op', dataset: 'a b' });
      fillEvaluations(tracker);
    });
    const { page } = await openPage(url);
    const parameters = async () => {
      const href = await page.locator('#table td a').first().getAttribute('href');
      return Object.fromEntries(new URLSearchParams(href!));
    };
    await page.locator('#table td a').first().waitFor();
    const runs = { view: 'runs', backbone: 'RN50', shots: '16', protocol: 'fixed' };
    expect(await parameters()).toEqual({ ...runs, method: 'co&op', dataset: 'a b' });
    await page.getByLabel('base-to-novel').check({ force: true });
    await expect.poll(parameters).toEqual({ ...runs, method: 'coop', dataset: 'dtd', evaluation: 'base-to-novel' });
    await page.locator('#table td a').first().click();
    expect(await search(page)).toContain('view=runs');
  });

  it('stay as they are, with what is focused, when results arrive', async () => {
    const { tracker, url } = await serve((tracker) => {
      recordSeeds(tracker, [50, 'queued']);
      record(tracker, 60, { method: 'zero-shot' });
    });
    const { page, complaints } = await openPage(`${url}?sort=pets`);
    await page.locator('#connection.live').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const cell = page.locator('#table tr', { hasText: 'taskres' }).locator('td a').first();
    await cell.focus();
    const other = await page.locator('#table tr', { hasText: 'zero-shot' }).elementHandle();
    recordSeeds(tracker, [50, 52]);
    await expect.poll(focused).toBe('51.00± 12.71');
    expect(await other?.evaluate((row) => row.isConnected)).toBe(true);
    await page.getByLabel('Find methods').fill('z');
    record(tracker, 61, { method: 'zz' });
    await expect.poll(() => methods(page)).toEqual(['zz', 'zero-shot']);
    expect(await page.getByLabel('Find methods').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
  });
});
