import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { entriesOf, shown } from './every-view.ts';
import { fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';

describeInChromium('the frame', (openPage) => {
  it('opens views by digits and lists its keys, unless they are switched off', async () => {
    const { url } = await serve(fillSweep);
    const { page, complaints } = await openPage(url);
    const entries = await entriesOf(page);
    await page.keyboard.press('2');
    await shown(page, entries[1]!);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    const keys = await help.locator('dd').allTextContents();
    expect(keys.slice(0, 2)).toEqual(entries.slice(0, 2).map(({ title }) => title));
    await screenshot(page, 'keys');
    await expectAccessible(page);
    // It is modal: behind it, nothing happens.
    await page.keyboard.press('1');
    await help.getByLabel(/keys of this page/).uncheck();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await page.keyboard.press('1');
    await page.keyboard.press('?');
    expect(await page.title()).toBe(`${entries[1]!.title} · Shotbench`);
    expect(await help.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Keys' }).click();
    await help.getByLabel(/keys of this page/).check();
    await help.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('1');
    await shown(page, entries[0]!);
    expect(complaints).toEqual([]);
  });

  it('is as light or dark as was chosen, whatever the system is, also after a reload', async () => {
    const { url } = await serve(fillSweep);
    const paper = () =>
      page.evaluate(() => {
        const numbers = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [];
        return numbers.slice(0, 3).every((one) => Number(one) > 200) ? 'light' : 'dark';
      });
    const series = () =>
      page
        .locator('.colour-0')
        .first()
        .evaluate((one) => getComputedStyle(one).getPropertyValue('--series'));
    const { page, complaints } = await openPage(`${url}?view=curves`, { colorScheme: 'dark' });
    await page.locator('#panels .mark').first().waitFor();
    const theme = page.getByLabel('Theme');
    expect([await theme.inputValue(), await paper()]).toEqual(['system', 'dark']);
    const dark = await series();
    await theme.selectOption('light');
    expect(await paper()).toBe('light');
    expect(await series()).not.toBe(dark);
    await page.reload();
    await page.locator('#panels .mark').first().waitFor();
    expect([await theme.inputValue(), await paper()]).toEqual(['light', 'light']);
    await page.emulateMedia({ colorScheme: 'light' });
    await theme.selectOption('dark');
    expect([await paper(), await series()]).toEqual(['dark', dark]);
    // Not of the link.
    expect(page.url()).toBe(`${url}?view=curves`);
    await page.emulateMedia({ media: 'print' });
    expect(await paper()).toBe('light');
    expect(complaints).toEqual([]);
  });

  it('works where nothing can be kept', async () => {
    const { url } = await serve(fillSweep);
    const { page, complaints } = await openPage('about:blank');
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new Error('storage is off');
          },
        });
      }
    });
    await page.goto(url);
    await page.locator('#table td').first().waitFor();
    await page.getByLabel('Theme').selectOption('dark');
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    expect(complaints).toEqual([]);
  });

  it('leads past the navigation to the content', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(url);
    await page.locator('#table td').first().waitFor();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    expect(await skip.evaluate((one) => one === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())!.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.matches('#view h2'))).toBe(true);
    expect(page.url()).toBe(url);
  });

  it('goes back to where a page was left, and forward again', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?view=curves`, { viewport: { width: 500, height: 400 } });
    await page.locator('#panels .mark').first().waitFor();
    const scroll = () => page.evaluate(() => Math.round(window.scrollY));
    await page.evaluate(() => window.scrollTo(0, 300));
    await expect.poll(scroll).toBe(300);
    await page.getByRole('link', { name: 'Overview' }).evaluate((link) => (link as HTMLElement).click());
    await page.locator('#table td').first().waitFor();
    await expect.poll(scroll).toBe(0);
    await page.goBack();
    await page.locator('#panels .mark').first().waitFor();
    await expect.poll(scroll).toBe(300);
    expect(await page.title()).toBe('Curves · Shotbench');
    await page.reload();
    await page.locator('#panels .mark').first().waitFor();
    await expect.poll(scroll).toBe(300);
    await page.goForward();
    await page.locator('#table td').first().waitFor();
    await expect.poll(scroll).toBe(0);
  });
});
