import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { entriesOf, shown, slugOf } from './every-view.ts';
import { fillRich } from './rich-sweep.ts';
import { serve } from './serve.ts';

describeInChromium('every view', (openPage) => {
  it('opens from its link, from a reload and as a link of its own, without a complaint', async () => {
    const { url } = await serve(fillRich);
    const { page, complaints } = await openPage(url);
    const entries = await entriesOf(page);
    expect(entries.length).toBeGreaterThanOrEqual(2);
    for (const entry of entries) {
      await page.locator('#navigation').getByText(entry.title, { exact: true }).click();
      await shown(page, entry);
      const address = page.url();
      await page.reload();
      await shown(page, entry);
      expect(page.url()).toBe(address);
      await page.goto(new URL(entry.href, url).href);
      await shown(page, entry);
      expect(await page.locator('#problem').isVisible()).toBe(false);
      expect(await page.locator('[aria-current=page]').textContent()).toBe(entry.title);
    }
    expect(complaints).toEqual([]);
  });

  it('opens by keyboard only, with the focus where it begins', async () => {
    const { url } = await serve(fillRich);
    const { page, complaints } = await openPage(url);
    const entries = await entriesOf(page);
    await shown(page, entries[0]!);
    for (const entry of entries.slice(1)) {
      const link = page.locator('#navigation').getByText(entry.title, { exact: true });
      for (let tabs = 0; tabs < 30; tabs++) {
        await page.keyboard.press('Tab');
        if (await link.evaluate((one) => one === document.activeElement)) break;
      }
      await page.keyboard.press('Enter');
      await shown(page, entry);
      expect(await page.evaluate(() => document.activeElement?.matches('#view h2, #empty h2'))).toBe(true);
      // From the heading on, back to the top.
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.locator('#skip').focus();
    }
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
    const { url } = await serve(fillRich);
    const { page, complaints } = await openPage(url, { colorScheme });
    for (const entry of await entriesOf(page)) {
      await page.goto(new URL(entry.href, url).href);
      await shown(page, entry);
      await screenshot(page, `view-${slugOf(entry)}-${colorScheme}`);
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
  });

  it('fits a phone', async () => {
    const { url } = await serve(fillRich);
    const { page, complaints } = await openPage(url, { viewport: { width: 375, height: 812 } });
    for (const entry of await entriesOf(page)) {
      await page.goto(new URL(entry.href, url).href);
      await shown(page, entry);
      await screenshot(page, `view-${slugOf(entry)}-phone`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), entry.title).toBe(375);
      const current = (await page.locator('#navigation [aria-current]').boundingBox())!;
      expect(current.x).toBeGreaterThanOrEqual(0);
      expect(current.x + current.width).toBeLessThanOrEqual(375);
    }
    expect(complaints).toEqual([]);
  });

  it('prints without what is to be clicked', async () => {
    const { url } = await serve(fillRich);
    const { page } = await openPage(url);
    await page.locator('#table td').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, 'print');
    for (const id of ['navigation', 'tools', 'connection'])
      expect(await page.locator(`#${id}`).isVisible()).toBe(false);
    expect(await page.locator('#table table').isVisible()).toBe(true);
  });
});
