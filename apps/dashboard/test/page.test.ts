import { expect, it } from 'vitest';

import { describeInChromium, screenshot } from './chromium.ts';
import { record } from './sample-results.ts';
import { DATASETS, fillSweep, SHOTS } from './sample-sweep.ts';
import { serve } from './serve.ts';
import { expectedTable, shownTable } from './shown-table.ts';

describeInChromium('what the page shows', (openPage) => {
  it("shows the table with the CSV's numbers, and curves, without a complaint", async () => {
    const { tracker, url } = await serve(fillSweep);
    const { page, complaints } = await openPage(url);
    await page.locator('#connection.live').waitFor();
    for (const shots of SHOTS) {
      await page.getByLabel(String(shots), { exact: true }).check({ force: true });
      const { columns, rows } = await shownTable(page);
      expect(columns).toEqual([...Object.keys(DATASETS), 'average']);
      const withoutAverage = rows.map(({ name, cells }) => ({ name, cells: cells.slice(0, -1) }));
      expect(withoutAverage).toEqual(expectedTable(tracker, 'RN50', shots));
    }
    await screenshot(page, 'light');

    expect(await page.locator('#panels figcaption').allTextContents()).toEqual([
      ...Object.keys(DATASETS),
      'average of 3 datasets',
    ]);
    const image = page.locator('#panels svg[role=img]').first();
    expect(await image.getAttribute('aria-label')).toMatch(
      /^dtd: accuracy in percent versus shots per class\. linear-probe 31\.95 at 1, .*; taskres 44\.63 at 1, .*; zero-shot/,
    );
    // Of linear-probe's five points on dtd, the failed one has no mark.
    expect(await image.locator('[data-method=linear-probe] .mark').count()).toBe(4);
    expect(await image.locator('[data-method=taskres] .mark').count()).toBe(5);
    expect(await image.locator('[data-method=taskres] .band').getAttribute('d')).toContain('L');
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
    expect(await cell(0, 2).textContent()).toBe('92.26± 2.41n = 2/3');
    await page.getByLabel('4', { exact: true }).check({ force: true });
    expect(await cell(2, 1).textContent()).toBe('pending');
  });

  it('averages over the datasets in table and curves', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?backbone=RN50&shots=2`);
    // Zero-shot is the same at all shot counts: (44.3 + 37.52 + 85.77) / 3; taskres adds 2.1 + (0 + 0.38 + 0.61) / 3.
    const averages = page.locator('#table td.average');
    await expect.poll(() => averages.allTextContents()).toEqual(['58.29± 0.77', '55.86', '47.72']);
    const label = await page.locator('figure.average svg').first().getAttribute('aria-label');
    expect(label).toContain('average of 3 datasets: accuracy in percent versus shots per class. linear-probe');
    expect(label).toContain('58.29 at 2');
  });

  it('reads the values under the pointer', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(url);
    const probe = page.locator('figure', { hasText: 'eurosat' }).locator('.probe');
    const box = (await probe.boundingBox())!;
    // The third of five shot counts is in the middle of the plot.
    await page.mouse.move(box.x + box.width * 0.53, box.y + box.height / 2);
    const readout = probe.locator('.readout');
    await readout.waitFor();
    expect(await readout.locator('th').textContent()).toBe('4 shots');
    expect(await readout.locator('tbody tr').allTextContents()).toEqual([
      ...['taskres42.05 ± 0.77n = 3', 'zero-shot37.52 n = 1', 'linear-probe–'],
    ]);
    await screenshot(page, 'readout');
    await page.mouse.move(1, 1);
    await readout.waitFor({ state: 'hidden' });
  });

  it('gives a method one colour in the table, the legend, and all panels', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?backbone=ViT-B%2F32`);
    await page.locator('#legend li').first().waitFor();
    const colours = await page.evaluate(() => {
      const found: Record<string, string[]> = {};
      const add = (method: string | null | undefined, mark: Element | null) => {
        if (method && mark) (found[method] ??= []).push(getComputedStyle(mark).fill);
      };
      for (const item of document.querySelectorAll('#table tbody tr, #legend li')) {
        add(item.querySelector('.method')?.textContent, item.querySelector('.mark'));
      }
      for (const mark of document.querySelectorAll('#panels .series .mark:not(.hollow)')) {
        add(mark.parentElement?.getAttribute('data-method'), mark);
      }
      return Object.fromEntries(Object.entries(found).map(([name, fills]) => [name, [...new Set(fills)]]));
    });
    expect(Object.values(colours).map((fills) => fills.length)).toEqual([1, 1, 1]);
    expect(new Set(Object.values(colours).flat()).size).toBe(3);
  });

  it('is dark where the system is', async () => {
    const { url } = await serve(fillSweep);
    const colours = async (colorScheme: 'light' | 'dark') => {
      const { page, complaints } = await openPage(url, { colorScheme });
      await page.locator('#panels .mark').first().waitFor();
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
    await page.locator('#panels .mark').first().waitFor();
    await screenshot(page, 'phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await page.locator('#table').evaluate((table) => table.scrollWidth > table.clientWidth)).toBe(true);
  });

  it('sets methods without shots apart, with a level to read the others against', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 55, { method: 'zero-shot', seed: null, shots: 0 });
      for (const shots of [1, 4, 16]) record(tracker, 58 + shots, { shots });
    });
    const { page } = await openPage(url);
    const ticks = page.locator('#panels .axes text.x');
    await expect.poll(() => ticks.allTextContents()).toEqual(['0', '1', '4', '16']);
    const zeroShot = page.locator('[data-method=zero-shot]').first();
    expect(await zeroShot.locator('.level').count()).toBe(1);
    expect(await page.locator('[data-method=taskres] .level').count()).toBe(0);
    expect(await page.locator('#curves-note').textContent()).toContain('Left of the axis break: without any shots.');
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const { url } = await serve((tracker) => record(tracker, 50, { dataset: name, method: name, backbone: name }));
    const { page, complaints } = await openPage(url);
    await page.locator('#panels .mark').first().waitFor();
    expect((await shownTable(page)).columns).toEqual([name]);
    expect(await page.locator('figcaption').textContent()).toBe(name);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Shotbench');
    expect(complaints).toEqual([]);
  });
});
