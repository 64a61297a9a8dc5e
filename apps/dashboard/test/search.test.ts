import { drawTrials, formatTrialsCsv, trialsOf, trialsTable, trialsTitle } from '@shotbench/tracker';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record } from './sample-results.ts';
import { gridTrials, recordResult, recordSearch } from './sample-searches.ts';
import { serve } from './serve.ts';

const TRIALS = gridTrials(1);
const rows = (page: Page) => page.locator('#trials tbody tr:not(.spacer)');
const brushOf = (page: Page) =>
  JSON.parse(new URL(page.url()).searchParams.get('brush') ?? '{}') as Record<string, unknown>;
const passing = (page: Page) => page.locator('.trial-lines path:not(.out)');

describeInChromium('the search view', (openPage) => {
  it('shows all trials of a run as lines and in the table, the chosen one marked', async () => {
    const { url, tracker } = await serve((writer) => void recordSearch(writer));
    const { page, complaints } = await openPage(`${url}?view=search`);
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(TRIALS.length);
    expect(await page.locator('.trial-lines path').count()).toBe(TRIALS.length);
    expect(await page.locator('.trial-lines path.diverged').count()).toBe(4);
    expect(await page.locator('.trial-lines path.chosen').count()).toBe(1);
    expect(await rows(page).first().locator('td').allTextContents()).toEqual([
      ...['0.5', '0.01', 'cosine'],
      ...[expect.stringMatching(/^1\.\d{4}$/), expect.stringMatching(/^7\d\.\d\d$/), 'chosen'],
    ]);
    expect(await rows(page).last().textContent()).toContain('diverged: the loss is NaN');
    // The test accuracy of the run stands there once, and for no trial.
    expect((await page.locator('main').innerText()).match(/61\.25/g)).toHaveLength(1);
    const [run] = tracker.runs();
    const csv = await (await fetch(new URL(`api/search.csv?run=${run!.key}`, url))).text();
    const table = trialsTable([trialsOf(run!)]);
    expect(csv).toBe(formatTrialsCsv(table));
    const svg = await (await fetch(new URL('api/search.svg', url))).text();
    expect(svg).toBe(drawTrials(table, trialsTitle(run!)));
    expect(await page.locator('.downloads > *').allTextContents()).toEqual([
      ...['CSV', 'JSON', 'Markdown', 'LaTeX', 'SVG', 'PNG'],
    ]);
    await screenshot(page, 'search-light');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('chooses by brushes on several axes, which the address keeps', async () => {
    const { url } = await serve((writer) => void recordSearch(writer));
    const { page, complaints } = await openPage(`${url}?view=search`);
    await rows(page).first().waitFor();
    const overlay = page.locator('[data-axis="settings.learningRate"] .overlay');
    const box = (await overlay.boundingBox())!;
    const brush = async (from: number, to: number) => {
      await page.mouse.move(box.x + box.width / 2, box.y + from * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + to * box.height, { steps: 5 });
      await page.mouse.up();
    };
    // From above 0.1 to below 0.001, on a logarithmic axis from 1e-5 to 1.
    await brush(0.15, 0.7);
    const rates = TRIALS.filter(({ settings }) => settings.learningRate >= 1e-3 && settings.learningRate <= 0.1);
    await expect.poll(() => rows(page).count()).toBe(rates.length);
    expect(await passing(page).count()).toBe(rates.length);
    expect(await page.locator('.search-count').textContent()).toBe(`${rates.length} of ${TRIALS.length} trials chosen`);

    await page.locator('[data-axis="settings.schedule"] label', { hasText: 'none' }).locator('input').uncheck();
    await expect.poll(() => rows(page).count()).toBe(rates.length / 2);
    expect(brushOf(page)['settings.schedule']).toEqual(['cosine']);

    await page.reload();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(rates.length / 2);
    expect(await page.locator('[data-axis="settings.learningRate"] .selection').getAttribute('height')).not.toBe('0');
    await screenshot(page, 'search-brushed');
    await page.getByRole('button', { name: 'take all back in' }).click();
    await expect.poll(() => rows(page).count()).toBe(TRIALS.length);
    expect(brushOf(page)).toEqual({});
    expect(complaints).toEqual([]);
  });

  it('chooses, sorts and moves axes by keyboard', async () => {
    const { url } = await serve((writer) => void recordSearch(writer));
    const { page, complaints } = await openPage(`${url}?view=search`);
    await rows(page).first().waitFor();
    await page.getByLabel('alpha from').fill('0.5');
    await page.keyboard.press('Tab');
    await expect.poll(() => brushOf(page)['settings.alpha']).toEqual([0.5, null]);
    await page.keyboard.type('0.5');
    await page.keyboard.press('Enter');
    const wanted = TRIALS.filter(({ settings }) => settings.alpha === 0.5).length;
    await expect.poll(() => rows(page).count()).toBe(wanted);

    const titles = () =>
      page.locator('.trial-axis').evaluateAll((groups) =>
        groups
          .map((group) => ({ id: group.getAttribute('data-axis'), x: group.getBoundingClientRect().x }))
          .sort((a, b) => a.x - b.x)
          .map(({ id }) => id),
      );
    await page.getByRole('button', { name: 'Move the axis alpha to the right' }).press('Enter');
    await expect
      .poll(titles)
      .toEqual(['settings.learningRate', 'settings.alpha', 'settings.schedule', 'loss', 'accuracy']);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move the axis alpha to the right',
    );
    await page.getByLabel('Show the axis validation loss').uncheck();
    await expect.poll(titles).toEqual(['settings.learningRate', 'settings.alpha', 'settings.schedule', 'accuracy']);
    // What is not shown chooses all the same.
    await page.getByLabel('Show the axis alpha').uncheck();
    await expect.poll(titles).toEqual(['settings.learningRate', 'settings.schedule', 'accuracy']);
    expect(await rows(page).count()).toBe(wanted);

    await page.getByRole('button', { name: 'learningRate', exact: true }).press('Enter');
    await expect.poll(() => rows(page).first().locator('td').nth(1).textContent()).toBe('0.00001');
    expect(new URL(page.url()).searchParams.get('sort')).toBe('settings.learningRate');
    await rows(page).first().focus();
    await page.keyboard.press('ArrowDown');
    const number = await rows(page).nth(1).locator('th').textContent();
    await expect
      .poll(() => page.locator('.search-readout').textContent())
      .toMatch(new RegExp(`^Trial ${number}: alpha`));
    expect(complaints).toEqual([]);
  });

  it('moves axes by dragging their names', async () => {
    const { url } = await serve((writer) => void recordSearch(writer));
    const { page } = await openPage(`${url}?view=search`);
    const title = page.locator('[data-axis="settings.schedule"] .title');
    const box = (await title.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(40, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect
      .poll(() => JSON.parse(new URL(page.url()).searchParams.get('axes') ?? '[]') as string[])
      .toEqual(['settings.schedule', 'settings.alpha', 'settings.learningRate', 'loss', 'accuracy']);
  });

  it('ties lines to rows', async () => {
    const { url } = await serve((writer) => void recordSearch(writer));
    const { page } = await openPage(`${url}?view=search`);
    await rows(page).nth(3).hover();
    const number = await rows(page).nth(3).locator('th').textContent();
    const hot = page.locator('#parallel > svg > path.hot');
    expect(await hot.getAttribute('visibility')).toBeNull();
    expect(await page.locator('.search-readout').textContent()).toMatch(new RegExp(`^Trial ${number}[ :]`));
    const line = await page.locator(`.trial-lines [data-trial="${Number(number) - 1}"]`).getAttribute('d');
    expect(await hot.getAttribute('d')).toBe(line);
    // The line of the chosen trial, at its right end.
    await page.evaluate(() => window.scrollTo(0, 0));
    const end = /([\d.]+),([\d.]+)$/.exec((await page.locator('.trial-lines .chosen').getAttribute('d'))!)!;
    const svg = (await page.locator('#parallel > svg').boundingBox())!;
    await page.mouse.move(svg.x + Number(end[1]) - 15, svg.y + Number(end[2]) + 2);
    await expect.poll(() => page.locator('#trials tr.hot').count()).toBe(1);
  });

  it('lists runs, filters them, and looks at those of a method together', async () => {
    const { url } = await serve((tracker) => {
      for (const seed of [1, 2, 3]) recordSearch(tracker, { seed });
      recordSearch(tracker, { dataset: 'eurosat' });
      recordSearch(tracker, { method: 'clip-adapter-search' });
      const trials = [1, 10].map((inverseStrength) => ({ inverseStrength, validationAccuracy: 50 + inverseStrength }));
      recordResult(
        tracker,
        { method: 'linear-probe', protocol: 'few-shot-val' },
        { details: { inverseStrength: 10, trials } },
      );
      record(tracker, 70, { method: 'coop' });
    });
    const { page, complaints } = await openPage(`${url}?view=search`);
    const listed = page.locator('#searched-runs tbody tr');
    await expect.poll(() => listed.count()).toBe(6);
    await page.locator('select[name=method]').selectOption('linear-probe');
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.locator('select[name=method]').selectOption('taskres-search');
    await page.locator('select[name=dataset]').selectOption('pets');
    await expect.poll(() => listed.count()).toBe(3);
    await listed.nth(1).locator('a').click();
    await page.locator('#trials-title', { hasText: 'taskres-search on pets, RN50, 16 shots, seed 2' }).waitFor();
    expect(await listed.count()).toBe(3);
    await page.getByLabel('all listed runs of the method together').check();
    await page.locator('#trials-title', { hasText: 'taskres-search: 3 runs together' }).waitFor();
    expect(await page.locator('.search-count').textContent()).toBe(`All ${3 * TRIALS.length} trials`);
    expect(await page.locator('.trial-lines .chosen').count()).toBe(3);
    expect(await rows(page).first().locator('.run a').textContent()).toMatch(/^pets, 16 shots, seed \d$/);

    await page.goto(`${url}?view=search&shots=1`);
    await page.locator('.note', { hasText: '0 runs with a search of 6.' }).waitFor();
    await page.getByRole('link', { name: 'Show all of them' }).click();
    await expect.poll(() => listed.count()).toBe(6);
    expect(complaints).toEqual([]);
  });

  it('draws thousands of trials, and has the rows in the document that are in view', async () => {
    const trials = Array.from({ length: 4000 }, (_, i) => ({
      settings: { x: (i * 7919) % 4001, y: i % 13 },
      ...{ validationAccuracy: (i % 997) / 10, validationLoss: null },
    }));
    const { url } = await serve((tracker) => {
      const details = { search: { chosen: trials[996]!.settings, trials } };
      recordResult(tracker, { method: 'taskres-search', protocol: 'few-shot-val' }, { details: details });
    });
    const { page, complaints } = await openPage(`${url}?view=search`);
    await rows(page).first().waitFor();
    expect(await page.locator('.trial-lines path').count()).toBe(4000);
    expect(await rows(page).count()).toBeLessThan(150);
    await rows(page).first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('4001');
    expect(complaints).toEqual([]);
  });

  it('says how to make searches where there are none', async () => {
    const { url } = await serve((tracker) => record(tracker, 50));
    const { page, complaints } = await openPage(`${url}?view=search`);
    await page.getByRole('heading', { name: 'No searches yet' }).waitFor();
    expect(await page.locator('.search-empty code').textContent()).toMatch(/^shotbench run .*--search grid/);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const trials = [1, 2, 3].map((value) => ({
      settings: { [name]: `${name}${value}`, ['__proto__']: value },
      ...{ validationAccuracy: 50 + value, validationLoss: 1 },
    }));
    const { url } = await serve((tracker) => {
      const details = { search: { chosen: trials[2]!.settings, trials } };
      const place = { dataset: name, backbone: name, protocol: 'few-shot-val' as const };
      recordResult(tracker, { method: `${name}-search`, ...place }, { details: details });
    });
    const { page, complaints } = await openPage(`${url}?view=search`);
    await rows(page).first().waitFor();
    expect(await page.locator('#trials-title').textContent()).toContain(`${name}-search on ${name}`);
    await page
      .locator('#trial-axes label', { hasText: `${name}1` })
      .locator('input')
      .uncheck();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.reload();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(2);
    for (const value of [2, 3]) {
      await page
        .locator('#trial-axes label', { hasText: `${name}${value}` })
        .locator('input')
        .uncheck();
    }
    await page.locator('.search-count', { hasText: '0 of 3 trials chosen' }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Search · Shotbench');
    expect(complaints).toEqual([]);
  });

  it('is dark where the system is, and fits a phone', async () => {
    const { url } = await serve((tracker) => {
      for (const seed of [1, 2, 3]) recordSearch(tracker, { seed });
    });
    const dark = await openPage(`${url}?view=search`, { colorScheme: 'dark' });
    await rows(dark.page).first().waitFor();
    await screenshot(dark.page, 'search-dark');
    await expectAccessible(dark.page);
    const phone = await openPage(`${url}?view=search`, { viewport: { width: 375, height: 812 } });
    await rows(phone.page).first().waitFor();
    await screenshot(phone.page, 'search-phone');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect([...dark.complaints, ...phone.complaints]).toEqual([]);
  });
});
