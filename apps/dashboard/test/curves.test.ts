import { expect, it } from 'vitest';

import { describeInChromium, screenshot } from './chromium.ts';
import { record } from './sample-results.ts';
import { DATASETS, fillSweep } from './sample-sweep.ts';
import { serve } from './serve.ts';

describeInChromium('the curves', (openPage) => {
  it('has a panel for each dataset and their average', async () => {
    const { url } = await serve(fillSweep);
    const { page, complaints } = await openPage(`${url}?view=curves`);
    await page.locator('#panels .mark').first().waitFor();
    expect(await page.locator('#panels figcaption').allTextContents()).toEqual([
      ...Object.keys(DATASETS),
      'average of 3 datasets',
    ]);
    const image = page.locator('#panels svg[role=img]').first();
    expect(await image.getAttribute('aria-label')).toMatch(
      /^dtd: accuracy in percent versus shots per class\. linear-probe 31\.95 at 1, .*; taskres 44\.63 at 1, .*; zero-shot/,
    );
    // Of linear-probe's five points on dtd, the failed one has no mark.
    expect(await image.locator('[data-method=linear-probe] .mark').count()).toBe(4);
    expect(await image.locator('[data-method=taskres] .mark').count()).toBe(5);
    expect(await image.locator('[data-method=taskres] .band').getAttribute('d')).toContain('L');
    expect(complaints).toEqual([]);
  });

  it('averages over the datasets', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?view=curves&backbone=RN50`);
    const label = await page.locator('figure.average svg').first().getAttribute('aria-label');
    expect(label).toContain('average of 3 datasets: accuracy in percent versus shots per class. linear-probe');
    expect(label).toContain('58.29 at 2');
  });

  it('reads the values under the pointer', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?view=curves`);
    const probe = page.locator('figure', { hasText: 'eurosat' }).locator('.probe');
    const box = (await probe.boundingBox())!;
    // The third of five shot counts is in the middle of the plot.
    await page.mouse.move(box.x + box.width * 0.53, box.y + box.height / 2);
    const readout = probe.locator('.readout');
    await readout.waitFor();
    expect(await readout.locator('th').textContent()).toBe('4 shots');
    expect(await readout.locator('tbody tr').allTextContents()).toEqual([
      ...['taskres42.05 ± 0.77n = 3', 'zero-shot37.52 n = 1', 'linear-probe–'],
    ]);
    await screenshot(page, 'readout');
    await page.mouse.move(1, 1);
    await readout.waitFor({ state: 'hidden' });
  });

  it('gives a method one colour in the legend and all panels', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?view=curves&backbone=ViT-B%2F32`);
    await page.locator('#legend li').first().waitFor();
    const colours = await page.evaluate(() => {
      const found: Record<string, string[]> = {};
      const add = (method: string | null | undefined, mark: Element | null) => {
        if (method && mark) (found[method] ??= []).push(getComputedStyle(mark).fill);
      };
      for (const item of document.querySelectorAll('#legend li')) {
        add(item.querySelector('.method')?.textContent, item.querySelector('.mark'));
      }
      for (const mark of document.querySelectorAll('#panels .series .mark:not(.hollow)')) {
        add(mark.parentElement?.getAttribute('data-method'), mark);
      }
      return Object.fromEntries(Object.entries(found).map(([name, fills]) => [name, [...new Set(fills)]]));
    });
    expect(Object.values(colours).map((fills) => fills.length)).toEqual([1, 1, 1]);
    expect(new Set(Object.values(colours).flat()).size).toBe(3);
  });

  it('fits a phone', async () => {
    const { url } = await serve(fillSweep);
    const { page } = await openPage(`${url}?view=curves`, { viewport: { width: 375, height: 812 } });
    await page.locator('#panels .mark').first().waitFor();
    await screenshot(page, 'curves-phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });

  it('sets methods without shots apart, with a level to read the others against', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 55, { method: 'zero-shot', seed: null, shots: 0 });
      for (const shots of [1, 4, 16]) record(tracker, 58 + shots, { shots });
    });
    const { page } = await openPage(`${url}?view=curves`);
    const ticks = page.locator('#panels .axes text.x');
    await expect.poll(() => ticks.allTextContents()).toEqual(['0', '1', '4', '16']);
    const zeroShot = page.locator('.series[data-method=zero-shot]').first();
    expect(await zeroShot.locator('.level').count()).toBe(1);
    expect(await page.locator('[data-method=taskres] .level').count()).toBe(0);
    expect(await page.locator('#curves-note').textContent()).toContain('Left of the axis break: without any shots.');
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const { url } = await serve((tracker) => record(tracker, 50, { dataset: name, method: name, backbone: name }));
    const { page, complaints } = await openPage(`${url}?view=curves`);
    await page.locator('#panels .mark').first().waitFor();
    expect(await page.locator('figcaption').textContent()).toBe(name);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Curves · Shotbench');
    expect(complaints).toEqual([]);
  });
});
