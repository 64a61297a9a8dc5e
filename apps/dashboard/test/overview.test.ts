import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record } from './sample-results.ts';
import { DATASETS, fillSweep, SHOTS } from './sample-sweep.ts';
import { serve } from './serve.ts';
import { expectedTable, shownTable } from './shown-table.ts';

describeInChromium('the overview', (openPage) => {
  it("shows the table with the CSV's numbers, without a complaint", async () => {
    const { tracker, url } = await serve(fillSweep);
    const { page, complaints } = await openPage(url);
    await page.locator('#connection.live').waitFor();
    for (const shots of SHOTS) {
      await page.getByLabel(String(shots), { exact: true }).check({ force: true });
      await page.locator('#table caption', { hasText: `${shots} shot` }).waitFor();
      const { columns, rows } = await shownTable(page);
      expect(columns).toEqual([...Object.keys(DATASETS), 'average']);
      const withoutAverage = rows.map(({ name, cells }) => ({ name, cells: cells.slice(0, -1) }));
      expect(withoutAverage).toEqual(expectedTable(tracker, 'RN50', shots));
    }
    await screenshot(page, 'light');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('says what is best, partial, failed or pending', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?shots=16`);
    const cell = (row: number, column: number) => page.locator('#table tbody tr').nth(row).locator('td').nth(column);
    await expect.poll(() => cell(2, 0).textContent()).toBe('failed');
    expect(await cell(2, 3).textContent()).toContain('no average before every dataset has a value');
    expect(await cell(0, 1).locator('strong').textContent()).toBe('46.25');
    expect(await cell(1, 1).locator('strong').count()).toBe(0);
    // The only method of its protocol competes with nobody.
    expect(await cell(2, 1).locator('strong').count()).toBe(0);
    expect(await page.locator('#table tbody').count()).toBe(2);
    expect(await page.locator('#notes').textContent()).toContain('Runs without a number here: 1 failed.');
    expect(await page.locator('#table caption').textContent()).toBe('16 shots · RN50 · accuracy in percent');

    await page.getByLabel('8', { exact: true }).check({ force: true });
    await expect.poll(() => cell(0, 2).textContent()).toBe('92.26± 2.41n = 2/3');
    await page.getByLabel('4', { exact: true }).check({ force: true });
    await expect.poll(() => cell(2, 1).textContent()).toBe('pending');
  });

  it('averages over the datasets in the table', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?backbone=RN50&shots=2`);
    // Zero-shot is the same at all shot counts: (44.3 + 37.52 + 85.77) / 3; taskres adds 2.1 + (0 + 0.38 + 0.61) / 3.
    const averages = page.locator('#table td.average');
    await expect.poll(() => averages.allTextContents()).toEqual(['58.29± 0.77', '55.86', '47.72']);
  });

  it('is dark where the system is', async () => {
    const { url } = await serve(fillSweep);
    const colours = async (colorScheme: 'light' | 'dark') => {
      const { page, complaints } = await openPage(url, { colorScheme });
      await page.locator('#table td').first().waitFor();
      if (colorScheme === 'dark') await screenshot(page, 'dark');
      expect(complaints).toEqual([]);
      return page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        const brightness = (text: string) => (text.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, n) => sum + +n, 0);
        return { paper: brightness(backgroundColor), ink: brightness(color) };
      });
    };
    const [light, dark] = [await colours('light'), await colours('dark')];
    expect(light.paper - light.ink).toBeGreaterThan(500);
    expect(dark.ink - dark.paper).toBeGreaterThan(500);
  });

  it('fits a phone; only the table scrolls sideways', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(url, { viewport: { width: 375, height: 812 } });
    await page.locator('#table td').first().waitFor();
    await screenshot(page, 'phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await page.locator('#table').evaluate((table) => table.scrollWidth > table.clientWidth)).toBe(true);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const { url } = await serve((tracker) => record(tracker, 50, { dataset: name, method: name, backbone: name }));
    const { page, complaints } = await openPage(url);
    await page.locator('#table td').first().waitFor();
    expect((await shownTable(page)).columns).toEqual([name]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Overview · Shotbench');
    expect(complaints).toEqual([]);
  });
});
