import {
  costSheet,
  formatCostsCsv,
  formatMarkdown,
  paretoFront,
  summarize,
  summarizeCosts,
  type Tracker,
} from '@shotbench/tracker';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record } from './sample-results.ts';
import { fillCosts } from './sample-costs.ts';
import { recordResult } from './sample-searches.ts';
import { serve } from './serve.ts';

const rows = (page: Page) => page.locator('#cost-table tbody tr');
const front = async (page: Page) => (await page.locator('#cost-table tr.on-front .method').allTextContents()).sort();

function costsOf(tracker: Tracker) {
  const runs = tracker.runSummaries();
  const source = {
    cells: summarize(runs),
    runs: new Map(runs.map((run) => [run.key, run])),
    machines: tracker.machines(),
  };
  return summarizeCosts(source, { backbone: 'RN50', shots: 16 });
}

describeInChromium('the cost view', (openPage) => {
  it('draws accuracy over cost with a front for each protocol, as the documents have it', async () => {
    const { url, tracker } = await serve((writer) => fillCosts(writer));
    const { page, complaints } = await openPage(`${url}?view=cost`);
    await page.locator('.cost-point').first().waitFor();
    expect(await page.locator('.cost-point').count()).toBe(9);
    const costs = costsOf(tracker);
    const wanted = (['fixed', 'few-shot-val'] as const).flatMap((protocol) => {
      const own = costs.rows.filter((row) => row.protocol === protocol);
      const isOn = paretoFront(own.map((row) => ({ cost: row.fitSeconds, accuracy: row.accuracy })));
      return own.filter((_, i) => isOn[i]).map(({ method }) => method);
    });
    expect(await front(page)).toEqual(wanted.sort());
    expect(await page.locator('.cost-point.on-front').count()).toBe(wanted.length);
    expect((await page.locator('.cost-label').allTextContents()).sort()).toEqual(wanted);
    expect(await page.locator('.cost-front').count()).toBe(2);
    expect(await page.locator('#cost-notes').textContent()).toContain('(full: fixed, dashed: few-shot-val)');
    const shown = await rows(page).evaluateAll((lines) =>
      lines.map((line) => [line.querySelector('.method')?.textContent, line.querySelector('data')?.value]),
    );
    const best = [...costs.rows].sort((a, b) => b.accuracy - a.accuracy);
    expect(shown).toEqual(best.map(({ method, fitSeconds }) => [method, String(fitSeconds)]));

    const place = 'backbone=RN50&shots=16';
    expect(await (await fetch(new URL(`api/cost.csv?${place}`, url))).text()).toBe(
      formatCostsCsv(costs, { axis: 'training' }),
    );
    expect(await (await fetch(new URL(`api/cost.md?${place}&axis=parameters`, url))).text()).toBe(
      formatMarkdown(costSheet(costs, { axis: 'parameters' })),
    );
    const svg = await (await fetch(new URL(`api/cost.svg?${place}`, url))).text();
    expect(svg).toMatch(/^<svg [^]*>tip-adapter-f<[^]*<\/svg>\n$/);
    await screenshot(page, 'cost-light');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('changes its axis, its datasets and what competes, and keeps them in the address', async () => {
    const { url } = await serve((writer) => fillCosts(writer));
    const { page, complaints } = await openPage(`${url}?view=cost`);
    await page.getByLabel('parameters', { exact: true }).check({ force: true });
    await page.locator('.cost-axes text', { hasText: 'trainable parameters' }).waitFor();
    // Three methods train nothing: they stand at 0, left of a break of the axis.
    expect(await page.locator('.cost-axes text').allTextContents()).toContain('0');
    await page.getByLabel('one Pareto front for all protocols').check();
    await expect.poll(() => page.locator('.cost-front').count()).toBe(1);
    expect(await front(page)).toEqual(['gda', 'tip-adapter-f']);
    await page.locator('select[name=dataset]').selectOption('eurosat');
    await expect.poll(() => page.locator('#cost-title').textContent()).toBe('16 shots · RN50 · eurosat');
    await page.getByRole('button', { name: 'trainable parameters' }).click();
    await expect.poll(() => rows(page).first().locator('.method').textContent()).toBe('gda');
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toMatchObject({
      axis: 'parameters',
      mix: 'yes',
      dataset: 'eurosat',
      sort: 'parameters',
    });
    const before = await rows(page).allTextContents();
    await page.reload();
    await rows(page).first().waitFor();
    expect(await rows(page).allTextContents()).toEqual(before);
    expect(complaints).toEqual([]);
  });

  it('reads values by pointer, by keyboard and from the table', async () => {
    const { url } = await serve((writer) => fillCosts(writer));
    const { page } = await openPage(`${url}?view=cost`);
    const readout = page.locator('.cost-readout');
    const box = (await page.locator('.cost-point[data-row="8"] .mark').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect
      .poll(() => readout.textContent())
      .toMatch(/^zero-shot \(fixed\): 56\.53 ± \d.* %, training time \(s\) 0\.00250, n = 9, on the Pareto front$/);
    expect(await page.locator('#cost-table tr.hot .method').textContent()).toBe('zero-shot');
    await page.mouse.move(1, 1);
    await expect.poll(() => readout.textContent()).toBe('');
    const slider = page.getByRole('slider', { name: 'Methods from the cheapest on' });
    await slider.focus();
    await page.keyboard.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^prograd \(fixed\): 64\.63/);
    expect(await readout.textContent()).toMatch(/^prograd/);
    await rows(page).first().locator('a').focus();
    await expect.poll(() => readout.textContent()).toMatch(/^tip-adapter-f/);
    expect(await rows(page).first().locator('a').getAttribute('href')).toBe(
      '?view=runs&backbone=RN50&shots=16&method=tip-adapter-f',
    );
  });

  it('says which datasets not all methods share, and shares more where a method is left out', async () => {
    const { url } = await serve((writer) => fillCosts(writer, { withGap: true }));
    const { page, complaints } = await openPage(`${url}?view=cost`);
    await page.locator('#cost-title', { hasText: 'average of 2 datasets' }).waitFor();
    const notes = page.locator('#cost-notes');
    expect(await notes.textContent()).toContain(
      'because not every row has a value there: dtd (lacks prograd (fixed)).',
    );
    await page.getByRole('button', { name: 'Leave out prograd (fixed)' }).click();
    await page.locator('#cost-title', { hasText: 'average of 3 datasets' }).waitFor();
    expect(await rows(page).count()).toBe(8);
    expect(await notes.textContent()).toContain('Left out as asked: prograd (fixed).');
    await page.locator('#brought-back').getByRole('button', { name: 'prograd (fixed)' }).click();
    await expect.poll(() => rows(page).count()).toBe(9);
    expect(complaints).toEqual([]);
  });

  it('warns of times from different machines, and takes those of one', async () => {
    const { url } = await serve((tracker) => {
      recordResult(tracker, { method: 'taskres' }, { accuracy: 60, fitSeconds: 1 });
      recordResult(tracker, { method: 'coop' }, { accuracy: 61, fitSeconds: 2 }, { host: 'bench-2', threads: 16 });
    });
    const { page, complaints } = await openPage(`${url}?view=cost`);
    expect(await page.locator('.note.warning').textContent()).toBe(
      'Times were measured on 2 machines and are not comparable: bench-1, a processor, 2 threads (1 run); bench-2, a processor, 16 threads (1 run).',
    );
    await page.getByLabel('Measured on').selectOption('bench-2, a processor, 16 threads');
    await expect.poll(() => page.locator('.cost-point').count()).toBe(1);
    expect(await page.locator('#cost-notes').textContent()).toContain('this cost is not known: taskres.');
    expect(await rows(page).count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('has something to say where no dataset is shared, and where there is nothing', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 50, { method: 'taskres' });
      record(tracker, 50, { method: 'coop', dataset: 'eurosat' });
    });
    const { page, complaints } = await openPage(`${url}?view=cost`);
    await page.locator('.note.warning', { hasText: 'No dataset has a value of every method here' }).waitFor();
    await expectAccessible(page);
    const empty = await serve(() => undefined);
    const other = await openPage(`${empty.url}?view=cost`);
    await other.page.getByRole('heading', { name: 'No results yet' }).waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const { url } = await serve((tracker) => {
      const place = { dataset: name, backbone: name, method: name };
      recordResult(tracker, place, { accuracy: 50 }, { host: name });
      recordResult(tracker, { ...place, method: `${name}2` }, { accuracy: 60, fitSeconds: 2 });
    });
    const { page, complaints } = await openPage(`${url}?view=cost`);
    await expect.poll(() => rows(page).count()).toBe(2);
    expect(await rows(page).last().locator('.method').textContent()).toBe(name);
    await page.getByRole('button', { name: `Leave out ${name}2 (fixed)` }).click();
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Cost · Shotbench');
    expect(complaints).toEqual([]);
  });

  it('is dark where the system is, and fits a phone', async () => {
    const { url } = await serve((writer) => fillCosts(writer, { withGap: true }));
    const dark = await openPage(`${url}?view=cost&axis=parameters`, { colorScheme: 'dark' });
    await dark.page.locator('.cost-point').first().waitFor();
    await screenshot(dark.page, 'cost-dark');
    await expectAccessible(dark.page);
    const phone = await openPage(`${url}?view=cost`, { viewport: { width: 375, height: 812 } });
    await phone.page.locator('.cost-point').first().waitFor();
    await screenshot(phone.page, 'cost-phone');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect([...dark.complaints, ...phone.complaints]).toEqual([]);
  });
});
