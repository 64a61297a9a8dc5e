import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { fillCurves } from './sample-curves.ts';
import { record } from './sample-results.ts';
import { serve } from './serve.ts';

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const ticks = (page: Page, axis: 'x' | 'y', figure = 'figure.large') =>
  page.locator(`${figure} .axes text.${axis}`).allTextContents();
const probe = (page: Page, panel: string) => page.locator('figure', { hasText: panel }).locator('.probe');

async function opened(openPage: Parameters<Parameters<typeof describeInChromium>[1]>[0], query = '') {
  const { url, tracker } = await serve(fillCurves);
  const { page, complaints } = await openPage(`${url}?view=curves${query}`);
  await page.locator('#panels .mark').first().waitFor();
  return { page, complaints, tracker };
}

describeInChromium('the panels of curves', (openPage) => {
  it('are enlarged by a click or Enter, and put back by their title, Escape or the back button', async () => {
    const { page, complaints } = await opened(openPage);
    const large = page.locator('figure.large');
    await probe(page, 'eurosat').click();
    expect(await large.locator('figcaption').textContent()).toBe('eurosat');
    expect(parameter(page, 'panel')).toBe('eurosat');
    expect((await large.boundingBox())!.width).toBeGreaterThan(1000);
    expect(await large.getByRole('button', { name: 'eurosat' }).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await large.count()).toBe(0);
    expect(parameter(page, 'panel')).toBeNull();

    await probe(page, 'average').focus();
    await page.keyboard.press('Enter');
    expect(await large.locator('figcaption').textContent()).toBe('average of 3 datasets');
    await page.keyboard.press('ArrowLeft');
    expect(await large.locator('.readout th').textContent()).toBe('8 shots');
    await page.goBack();
    await expect.poll(() => large.count()).toBe(0);
    await page.getByRole('button', { name: 'dtd' }).click();
    expect(await large.locator('figcaption').textContent()).toBe('dtd');
    await page.getByRole('button', { name: 'dtd' }).click();
    expect(await large.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('are zoomed by a rectangle, which a double click undoes', async () => {
    const { page, complaints } = await opened(openPage, '&panel=dtd');
    const all = { x: await ticks(page, 'x'), y: await ticks(page, 'y') };
    expect(all.x).toEqual(['0', '1', '2', '4', '8', '16']);
    const at = async (method: string, place: number) => {
      const box = (await page.locator(`figure.large .series[data-method=${method}] .mark`).nth(place).boundingBox())!;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    // From above the best value at 2 shots to below another at 8.
    const [start, end] = [await at('tip-adapter-f', 1), await at('clip-adapter', 3)];
    await page.mouse.move(start.x - 20, start.y - 60);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 4 });
    await page.mouse.move(end.x + 20, end.y + 30);
    await screenshot(page, 'curves-brush');
    await page.mouse.up();
    expect(await ticks(page, 'x')).toEqual(['2', '4', '8']);
    const [low, high] = parameter(page, 'zoom')!
      .match(/^2-8,([\d.]+)-([\d.]+)$/)!
      .slice(1)
      .map(Number) as [number, number];
    const shown = (await ticks(page, 'y')).map(Number);
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...shown)).toBeLessThanOrEqual(high);
    await screenshot(page, 'curves-zoom');
    await page.reload();
    await page.locator('figure.large .mark').first().waitFor();
    expect(await ticks(page, 'x')).toEqual(['2', '4', '8']);
    await probe(page, 'dtd').dblclick({ position: { x: 500, y: 200 } });
    expect({ x: await ticks(page, 'x'), y: await ticks(page, 'y') }).toEqual(all);
    expect(parameter(page, 'zoom')).toBeNull();
    expect(complaints).toEqual([]);
  });

  it('are zoomed by the keyboard', async () => {
    const { page, complaints } = await opened(openPage, '&panel=dtd');
    await page.getByLabel('Shots from').selectOption('4');
    expect(await ticks(page, 'x')).toEqual(['4', '8', '16']);
    const low = page.getByLabel('Accuracy from');
    await low.fill('50');
    await low.press('Enter');
    expect(parameter(page, 'zoom')).toMatch(/^4-16,50-[\d.]+$/);
    expect(Number((await ticks(page, 'y'))[0])).toBeGreaterThanOrEqual(50);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await ticks(page, 'x')).toEqual(['0', '1', '2', '4', '8', '16']);
    expect(complaints).toEqual([]);
  });

  it('have one range where axes are equal', async () => {
    const { page, complaints } = await opened(openPage);
    const ranges = () =>
      page.evaluate(() => [
        ...new Set(
          [...document.querySelectorAll('#panels figure')].map((figure) =>
            [...figure.querySelectorAll('text.y')].map(({ textContent }) => textContent).join(),
          ),
        ),
      ]);
    expect((await ranges()).length).toBeGreaterThan(2);
    await page.getByText('equal', { exact: true }).click();
    expect(await ranges()).toHaveLength(1);
    expect(parameter(page, 'axes')).toBe('equal');
    await screenshot(page, 'curves-equal');
    expect(complaints).toEqual([]);
  });

  it('stay enlarged, zoomed and read while results come in', async () => {
    const { page, complaints, tracker } = await opened(openPage, '&panel=dtd&zoom=2-8,40-60');
    await probe(page, 'dtd').focus();
    await page.keyboard.press('Home');
    const node = await page.locator('figure.large').elementHandle();
    record(tracker, 51, { method: 'newcomer', dataset: 'dtd', shots: 4 });
    await page.locator('#legend li[data-method=newcomer]').waitFor();
    expect(await page.locator('figure.large').evaluate((now, before) => now === before, node)).toBe(true);
    expect(await ticks(page, 'x')).toEqual(['2', '4', '8']);
    expect(await page.locator('figure.large .readout th').textContent()).toBe('2 shots');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('probe');
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('can be used by everyone in %s colours', async (colorScheme) => {
    const { url } = await serve(fillCurves);
    const { page, complaints } = await openPage(
      `${url}?view=curves&panel=average&paper=taskres-few-shot&methods=taskres`,
      {
        colorScheme,
      },
    );
    await page.locator('figure.large .mark').first().waitFor();
    await screenshot(page, `curves-large-${colorScheme}`);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('fit a phone, also enlarged', async () => {
    const { url } = await serve(fillCurves);
    const { page, complaints } = await openPage(`${url}?view=curves&panel=average&paper=taskres-few-shot`, {
      ...{ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true },
    });
    await page.locator('figure.large .mark').first().waitFor();
    await screenshot(page, 'curves-large-phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await probe(page, 'eurosat').tap();
    expect(await page.locator('figure.large figcaption').textContent()).toBe('average of 3 datasets');
    expect(await probe(page, 'eurosat').locator('.readout').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
