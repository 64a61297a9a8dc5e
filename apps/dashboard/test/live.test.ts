import { expect, it, onTestFinished } from 'vitest';

import { startDashboard } from '../src/index.ts';
import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { fillLive, LiveSweep } from './live-sweep.ts';

async function serveLive(fill: (sweep: LiveSweep, now: number) => void) {
  const now = Date.now();
  const sweep = new LiveSweep(now);
  fill(sweep, now);
  const dashboard = await startDashboard({ database: sweep.file, port: 0 });
  onTestFinished(() => dashboard.close());
  return { sweep, now, url: `${dashboard.url}?view=live` };
}

describeInChromium('the live view', (openPage) => {
  it('shows what runs, what has ended and how far all is', async () => {
    const { url } = await serveLive(fillLive);
    const { page, complaints } = await openPage(url);
    const rows = (label: string) => page.getByRole('table', { name: label }).locator('tbody tr');
    await rows('Running').first().waitFor();
    expect(await page.locator('.far').textContent()).toBe('35 of 50 runs done 70.0 %');
    expect(await rows('Running').locator('th').allTextContents()).toEqual([
      'clip-adapteroxford-pets · ViT-B/32 · 16 shots · seed 2',
      'clip-adapter (ratio=0.6)oxford-pets · ViT-B/32 · 16 shots · seed 1',
    ]);
    expect(await rows('Running').nth(1).locator('td').last().textContent()).toBe('process 4711 on bench-1');
    // The one that has not been heard of stands out.
    expect(await rows('Running').locator('.silent').allTextContents()).toEqual([
      expect.stringMatching(/^1 min \d+ s ago$/),
    ]);
    expect(await rows('Failed').first().textContent()).toContain('DIVERGED: the loss is NaN in step 330');
    expect((await rows('Interrupted and stale').allTextContents()).sort()).toEqual([
      expect.stringMatching(/seed 3given back before its endinterrupted130 min ago$/),
      expect.stringMatching(/seed 4worker ended by SIGKILLstale130 min ago$/),
    ]);
    expect(await rows('Done').count()).toBe(20);
    expect(await rows('Done').first().locator('td').allTextContents()).toEqual([
      ...['75.62', '42 s', expect.stringMatching(/^\d+ s ago$/)],
    ]);
    expect(await rows('Plans').first().locator('th').textContent()).toBe('experiment prompt-learning');
    await screenshot(page, 'live');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('moves by itself, by the clock and by what happens', async () => {
    const { sweep, now, url } = await serveLive(fillLive);
    const { page, complaints } = await openPage(url);
    const running = page.getByRole('table', { name: 'Running' }).locator('tbody tr');
    const link = running.nth(1).locator('a');
    await link.focus();
    const seconds = async () =>
      Number(/^(\d+) s$/.exec((await running.nth(1).locator('td').first().textContent())!)?.[1]);
    const before = await seconds();
    await expect.poll(seconds).toBeGreaterThan(before + 1);

    const key = new URL((await link.getAttribute('href'))!, url).searchParams.get('key')!;
    sweep.at(now + 100).tracker.heartbeat('gpu-box/pid:[1]/99/1');
    await expect.poll(() => page.locator('.silent').count()).toBe(0);
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    sweep.at(now + 1000).done(key, 71.25);
    const done = page.getByRole('table', { name: 'Done' }).locator('tbody tr').first();
    await expect.poll(() => done.textContent()).toMatch(/^clip-adapter \(ratio=0\.6\).*71\.25/);
    expect(await running.count()).toBe(1);
    expect(await page.locator('.far').textContent()).toBe('36 of 50 runs done 72.0 %');
    expect(complaints).toEqual([]);
  });

  it('shows more when asked to, by the address', async () => {
    const { url } = await serveLive(fillLive);
    const { page } = await openPage(url);
    const done = page.locator('section', { has: page.getByRole('heading', { name: /^Done/ }) });
    await expect.poll(() => done.locator('.count').textContent()).toBe('20 of 35');
    await done.getByText('Show more').click();
    await expect.poll(() => done.locator('tbody tr').count()).toBe(35);
    expect(page.url()).toBe(`${url}&rows=100`);
    expect(await done.locator('.count').textContent()).toBe('35');
  });

  it('tells the time by the clock of the server', async () => {
    const { url } = await serveLive(fillLive);
    const { page } = await openPage('about:blank');
    // A machine whose clock is an hour ahead.
    await page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 3_600_000;
    });
    await page.goto(url);
    const lasting = page.getByRole('table', { name: 'Running' }).locator('tbody tr').nth(1).locator('td').first();
    await expect.poll(() => lasting.textContent()).toMatch(/^\d\d s$/);
  });

  it('says so where nothing runs', async () => {
    const { url } = await serveLive((sweep) => void sweep.plan({ seed: 1 }));
    const { page, complaints } = await openPage(url);
    await page.getByText('Nothing is running. 1 run waits: the command that planned it goes on with it.').waitFor();
    expect(await page.locator('.pace .most').textContent()).toBe('(none)');
    await screenshot(page, 'live-waiting');
    expect(complaints).toEqual([]);
  });

  it('is dark where the system is, and fits a phone', async () => {
    const { url } = await serveLive(fillLive);
    for (const [name, options] of [
      ['dark', { colorScheme: 'dark' }],
      ['phone', { viewport: { width: 375, height: 812 } }],
    ] as const) {
      const { page, complaints } = await openPage(url, options);
      await page.getByRole('table', { name: 'Done' }).waitFor();
      await screenshot(page, `live-${name}`);
      if (name === 'phone') expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
      await expectAccessible(page);
      expect(complaints).toEqual([]);
    }
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const { url } = await serveLive((sweep) => {
      const at = { dataset: name, method: name, backbone: name };
      sweep.failed(sweep.begin(sweep.plan({ ...at, seed: 1 }, name), name), name, name);
      sweep.begin(sweep.plan({ ...at, seed: 2 }, name), name);
    });
    const { page, complaints } = await openPage(url);
    await page.getByRole('table', { name: 'Running' }).waitFor();
    expect(await page.locator('.method').first().textContent()).toBe(name);
    expect(await page.locator('.reason').last().textContent()).toBe(`DIVERGED: ${name}`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Live · Shotbench');
    expect(complaints).toEqual([]);
  });
});
