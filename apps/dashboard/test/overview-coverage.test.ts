import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record, recordSeeds } from './sample-results.ts';
import { fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';

/** What the squares in there stand for. */
function statesOf(place: Locator): Promise<string[]> {
  return place.evaluate((root) =>
    [...root.querySelectorAll('.run-cell')].map(({ className }) => className.replace('run-cell ', '')),
  );
}

describeInChromium('the coverage of the grid', (openPage) => {
  it('opens, and tells the states apart by shape and in words', async () => {
    const { url } = await serve(fillSweep);
    const { page, complaints } = await openPage(url);
    await page.locator('#coverage summary').click();
    const total = page.locator('#coverage [role=status]');
    await expect
      .poll(() => total.textContent())
      .toBe('3 rows × 3 datasets × 1, 2, 4, 8, 16 shots: 72 of 75 runs done, 1 failed, 1 running, 1 pending.');
    expect(await page.evaluate(() => location.search)).toBe('?coverage=open');
    const cell = page.locator('#coverage-map tr', { hasText: 'linear-probe' }).locator('td').first();
    expect(await statesOf(cell)).toEqual([...Array<string>(4).fill('done'), 'failed']);
    const link = cell.getByRole('link');
    expect(await link.getAttribute('aria-label')).toBe(
      'linear-probe on dtd; ' +
        [1, 2, 4, 8].map((shots) => `${shots} shot${shots === 1 ? '' : 's'}: 1 of 1 runs done; `).join('') +
        '16 shots: 0 of 1 runs done, 1 failed',
    );
    expect(Object.fromEntries(new URLSearchParams((await link.getAttribute('href'))!))).toEqual({
      ...{ view: 'runs', backbone: 'RN50', method: 'linear-probe', protocol: 'few-shot-val', dataset: 'dtd' },
    });
    await screenshot(page, 'coverage');
    await expectAccessible(page);
    await page.locator('#coverage summary').click();
    await expect.poll(() => page.evaluate(() => location.search)).toBe('?view=overview');
    expect(complaints).toEqual([]);
  });

  it('follows a sweep while it is open', async () => {
    const { tracker, url } = await serve((tracker) => {
      recordSeeds(tracker, [50, 'queued']);
      record(tracker, 'queued', { dataset: 'dtd' });
    });
    const { page } = await openPage(`${url}?coverage=open`);
    const states = () => statesOf(page.locator('#coverage-map'));
    await expect.poll(states).toEqual(['pending', 'partial']);
    recordSeeds(tracker, [50, 51]);
    record(tracker, 'failed', { dataset: 'dtd' });
    await expect.poll(states).toEqual(['failed', 'done']);
  });
});
