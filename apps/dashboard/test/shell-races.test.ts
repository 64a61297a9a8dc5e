import { expect, it } from 'vitest';

import { describeInChromium } from './chromium.ts';
import { record } from './sample-results.ts';
import { fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';

describeInChromium('slow answers', (openPage) => {
  it('that arrive late do not take the place of what was asked for since', async () => {
    const { url } = await serve(fillSweep);
    const { page, complaints } = await openPage(url);
    const caption = page.locator('#table caption');
    await caption.filter({ hasText: '16 shots · RN50' }).waitFor();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/api\/overview\?.*shots=2(&|$)/, async (route) => {
      await held;
      await route.continue();
    });
    const late = page.waitForResponse(/shots=2(&|$)/);
    await page.getByLabel('2', { exact: true }).check({ force: true });
    await page.getByLabel('4', { exact: true }).check({ force: true });
    await caption.filter({ hasText: '4 shots · RN50' }).waitFor();
    release();
    await late;
    // Another question and its answer, after which the late one has had its time.
    await page.getByLabel('ViT-B/32').check({ force: true });
    await caption.filter({ hasText: '4 shots · ViT-B/32' }).waitFor();
    expect(page.url()).toBe(`${url}?shots=4&backbone=ViT-B%2F32`);
    expect(complaints).toEqual([]);
  });

  it('are announced, and the view that was there stays until they come', async () => {
    const { url } = await serve(fillSweep);
    const { page, complaints } = await openPage(url);
    await page.locator('#table td').first().waitFor();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/api\/curves/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Curves' }).click();
    await page.locator('#busy', { hasText: 'loading …' }).waitFor();
    expect(await page.locator('#view').getAttribute('aria-busy')).toBe('true');
    expect(await page.locator('#table td').first().isVisible()).toBe(true);
    // Whoever changes their mind gets what they want, and the late answer nothing.
    await page.getByRole('link', { name: 'Overview' }).click();
    await expect.poll(() => page.locator('#busy').textContent()).toBe('');
    const late = page.waitForResponse(/api\/curves/);
    release();
    await late;
    await page.getByLabel('2', { exact: true }).check({ force: true });
    await page.locator('#table caption', { hasText: '2 shots' }).waitFor();
    expect(await page.title()).toBe('Overview · Shotbench');
    expect(await page.locator('#panels').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('that fail leave the other views as they are, and are asked for again', async () => {
    const { url, tracker } = await serve(fillSweep);
    const { page } = await openPage(url);
    await page.locator('#table td').first().waitFor();
    await page.route(/\/api\/curves/, (route) => route.abort());
    await page.getByRole('link', { name: 'Curves' }).click();
    const problem = page.locator('#problem');
    await problem.filter({ hasText: 'the server does not answer' }).waitFor();
    // The table must not stand under an address of curves.
    expect(await page.locator('#view').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.locator('#table td').first().waitFor();
    expect(await problem.isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Curves' }).click();
    await problem.waitFor();
    await page.unroute(/\/api\/curves/);
    record(tracker, 77, { dataset: 'dtd', method: 'another' });
    await page.locator('#panels .mark').first().waitFor();
    expect(await problem.isVisible()).toBe(false);
  });
});
