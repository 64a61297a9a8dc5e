import { expect, it, onTestFinished } from 'vitest';

import { startDashboard } from '../src/index.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record } from './sample-results.ts';
import { fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';
import { shownTable } from './shown-table.ts';

describeInChromium('how the page follows', (openPage) => {
  it('keeps what is chosen in the address, over a reload', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(url);
    await page.getByLabel('2', { exact: true }).check({ force: true });
    expect(page.url()).toBe(`${url}?shots=2`);
    await page.getByLabel('ViT-B/32').check({ force: true });
    await page.locator('#table caption', { hasText: '2 shots · ViT-B/32' }).waitFor();
    expect(page.url()).toBe(`${url}?shots=2&backbone=ViT-B%2F32`);
    const before = await shownTable(page);
    await page.reload();
    await page.locator('#table caption', { hasText: '2 shots · ViT-B/32' }).waitFor();
    expect(await shownTable(page)).toEqual(before);
    expect(page.url()).toBe(`${url}?shots=2&backbone=ViT-B%2F32`);
    // Nothing was put into the history but the page itself.
    expect(await page.evaluate(() => history.length)).toBe(2);
  });

  it('takes an address back that names what is not there', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?backbone=nowhere&shots=4`);
    await page.locator('#table caption', { hasText: '4 shots · RN50' }).waitFor();
    expect(page.url()).toBe(`${url}?backbone=RN50&shots=4`);
  });

  it('follows a sweep without a reload, from the first run on', async () => {
    const { tracker, url } = await serve(() => undefined);
    const { page, complaints } = await openPage(url);
    await page.locator('#connection.live').waitFor();
    const empty = page.locator('#empty');
    await empty.getByText('No results yet').waitFor();
    expect(await empty.locator('code').textContent()).toMatch(/^shotbench run /);
    await screenshot(page, 'empty');
    await page.getByRole('link', { name: 'Curves' }).click();
    await expect.poll(() => page.title()).toBe('Curves · Shotbench');
    expect(await page.evaluate(() => document.activeElement?.matches('#empty h2'))).toBe(true);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.evaluate(() => void document.body.setAttribute('data-loaded', 'once'));

    record(tracker, 'queued', { seed: 2 });
    record(tracker, 61.5);
    await page.locator('#table td', { hasText: '61.50' }).waitFor();
    expect(await page.locator('#progress li').allTextContents()).toEqual([
      ...['1 done', '0 running', '1 queued', '0 failed'],
    ]);
    expect(await page.locator('#table td').textContent()).toContain('n = 1/2');
    record(tracker, 62.5, { seed: 2 });
    await page.locator('#table td', { hasText: '62.00± 6.35' }).waitFor();
    expect(await page.locator('#progress [data-state=done]').textContent()).toBe('2 done');
    expect(await page.locator('body').getAttribute('data-loaded')).toBe('once');
    expect(complaints).toEqual([]);
  });

  it('does not take the focus away when new numbers come in', async () => {
    const { tracker, url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?view=curves`);
    const slider = page.getByRole('slider', { name: 'Values of oxford-pets by shots' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const counted = page.locator('#progress [data-state=done]');
    const before = await counted.textContent();
    record(tracker, 99, { dataset: 'oxford-pets', shots: 2, method: 'another' });
    await expect.poll(() => counted.textContent()).not.toBe(before);
    await expect
      .poll(() => slider.getAttribute('aria-valuetext'))
      .toMatch(/^2 shots: another 99\.00, taskres 88\.20 ± /);
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('.probe.open .readout').textContent()).toContain('another99.00');
  });

  it('comes back by itself after the server was away', async () => {
    const { tracker, file, dashboard, url } = await serve((writer) => record(writer, 50));
    const { page } = await openPage(url);
    await page.locator('#connection.live').waitFor();
    await dashboard.close();
    await page.locator('#connection.reconnecting').waitFor();
    record(tracker, 60, { seed: 2 });
    const again = await startDashboard({ database: file, port: Number(new URL(url).port) });
    onTestFinished(() => again.close());
    await page.locator('#connection.live').waitFor();
    await page.locator('#table td', { hasText: '55.00' }).waitFor();
  });
});
