import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { describeInChromium, screenshot } from './chromium.ts';
import { fillCurves, fillManyMethods } from './sample-curves.ts';
import { record } from './sample-results.ts';
import { serve } from './serve.ts';

/** Methods with a line on the first panel, by name. */
const drawn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelector('#panels figure')!.querySelectorAll<SVGElement>('.series')]
      .map((series) => series.dataset['method'])
      .sort(),
  );
const asked = (page: Page) => new URL(page.url()).searchParams.get('methods');
const key = (page: Page, method: string) => page.locator(`#legend li[data-method="${method}"] .key`);
const ALL = ['clip-adapter', 'coop', 'linear-probe', 'taskres', 'tip-adapter-f', 'zero-shot'];

async function opened(openPage: Parameters<Parameters<typeof describeInChromium>[1]>[0], query = '') {
  const { url, tracker } = await serve(fillCurves);
  const { page, complaints } = await openPage(`${url}?view=curves${query}`);
  await page.locator('#panels .mark').first().waitFor();
  return { page, complaints, tracker };
}

describeInChromium('the methods of curves', (openPage) => {
  it('are hidden and shown by a click on their key, and stay so in a copied address', async () => {
    const { page, complaints } = await opened(openPage);
    expect(await drawn(page)).toEqual(ALL);
    await key(page, 'coop').click();
    expect(await drawn(page)).toEqual(ALL.filter((method) => method !== 'coop'));
    expect(await key(page, 'coop').getAttribute('aria-pressed')).toBe('false');
    expect(asked(page)).toBe('clip-adapter,linear-probe,taskres,tip-adapter-f,zero-shot');
    expect(await page.locator('.finder .count').textContent()).toBe('5 of 6 methods are shown.');
    await page.reload();
    await page.locator('#panels .mark').first().waitFor();
    expect(await drawn(page)).toEqual(ALL.filter((method) => method !== 'coop'));
    await key(page, 'coop').click();
    expect(await drawn(page)).toEqual(ALL);
    expect(asked(page)).toBeNull();
    expect(complaints).toEqual([]);
  });

  it('are isolated by a double click or “only”, and all shown again', async () => {
    const { page, complaints } = await opened(openPage);
    await key(page, 'taskres').dblclick();
    expect(await drawn(page)).toEqual(['taskres']);
    expect(asked(page)).toBe('taskres');
    await screenshot(page, 'curves-isolated');
    await page.locator('.finder').getByRole('button', { name: 'Show all' }).click();
    expect(await drawn(page)).toEqual(ALL);
    await page.locator('#legend li[data-method="coop"]').hover();
    await page.getByRole('button', { name: 'Show only coop' }).click();
    expect(await drawn(page)).toEqual(['coop']);
    await page.getByRole('button', { name: 'Show the others too' }).click();
    expect(await drawn(page)).toEqual(ALL);
    expect(complaints).toEqual([]);
  });

  it('are chosen by the keyboard, whose focus stays where it is', async () => {
    const { page, complaints } = await opened(openPage);
    await key(page, 'linear-probe').focus();
    await page.keyboard.press('Space');
    expect(await drawn(page)).not.toContain('linear-probe');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('linear-probe');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await drawn(page)).toEqual(['linear-probe']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('all');
    expect(complaints).toEqual([]);
  });

  it('are set apart on every panel while the pointer is on their key or near their points', async () => {
    const { page, complaints } = await opened(openPage);
    const clear = () =>
      page.evaluate(() =>
        [
          ...new Set(
            [...document.querySelectorAll<SVGElement>('.series:not(.faded)')].map((one) => one.dataset['method']),
          ),
        ].sort(),
      );
    await key(page, 'taskres').hover();
    expect(await clear()).toEqual(['taskres']);
    await page.mouse.move(1, 1);
    expect(await clear()).toEqual(ALL);
    const mark = page
      .locator('figure', { hasText: 'eurosat' })
      .locator('.series[data-method=linear-probe] .mark')
      .first();
    const box = (await mark.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    expect(await clear()).toEqual(['linear-probe']);
    expect(await page.locator('.probe.open .readout .near .method').textContent()).toBe('linear-probe');
    await screenshot(page, 'curves-highlight');
    expect(complaints).toEqual([]);
  });

  it('keep their looks when others are hidden or come in', async () => {
    const { page, complaints, tracker } = await opened(openPage);
    const look = () =>
      page.evaluate(() => {
        const mark = document.querySelector('#panels .series[data-method=taskres] .mark')!;
        return [getComputedStyle(mark).fill, mark.getAttribute('d')];
      });
    const before = await look();
    await key(page, 'clip-adapter').click();
    record(tracker, 50, { method: 'a method that comes before', dataset: 'dtd', shots: 1 });
    await page.locator('#legend li', { hasText: 'comes before' }).waitFor();
    expect(await look()).toEqual(before);
    expect(complaints).toEqual([]);
  });

  it('are the best 12 of many, others come by name, whatever is in it', async () => {
    const { url } = await serve((tracker) => fillManyMethods(tracker, 20));
    const { page, complaints } = await openPage(`${url}?view=curves`);
    await page.locator('#panels .mark').first().waitFor();
    expect(await drawn(page)).toHaveLength(12);
    expect(await drawn(page)).not.toContain('m7, "variant" <7>');
    const count = page.locator('.finder .count');
    expect(await count.textContent()).toBe('12 of 20 methods are shown, the best on average at 16 shots.');
    await screenshot(page, 'curves-many');

    const find = page.getByLabel('Add a method');
    await find.fill('m7, ');
    await page.keyboard.press('Enter');
    await expect.poll(() => drawn(page)).toContain('m7, "variant" <7>');
    expect(await drawn(page)).toHaveLength(13);
    expect(asked(page)).toContain('m7\\, "variant" <7>');
    expect(await count.textContent()).toBe('13 of 20 methods are shown.');
    await find.fill('variant');
    await page.keyboard.press('Enter');
    expect(await page.locator('.finder [role=status]').textContent()).toBe('3 methods have this in their names.');
    await find.fill('nothing');
    await page.keyboard.press('Enter');
    expect(await page.locator('.finder [role=status]').textContent()).toBe('No other method has this in its name.');

    await page.reload();
    await expect.poll(() => drawn(page)).toHaveLength(13);
    await key(page, 'm8').dblclick();
    await expect.poll(() => drawn(page)).toEqual(['m8']);
    await page.getByRole('button', { name: 'Show the best 12' }).click();
    await expect.poll(() => drawn(page)).toHaveLength(12);
    expect(complaints).toEqual([]);
  });

  it('say which of them are not there', async () => {
    const { page } = await opened(openPage, '&methods=none%2Ctaskres');
    expect(await drawn(page)).toEqual(['taskres']);
    const { page: empty, complaints } = await opened(openPage, '&methods=none');
    expect(await drawn(empty)).toEqual(ALL);
    expect(complaints).toEqual([]);
  });
});
