import { expect, it } from 'vitest';

import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { fillPaperRuns } from './paper-runs.ts';
import { serve } from './serve.ts';

describeInChromium('a paper beside the table', (openPage) => {
  it('is chosen, and its numbers stand below ours with a sign that needs no colour', async () => {
    const { url } = await serve(fillPaperRuns);
    const { page, complaints } = await openPage(`${url}?shots=16`);
    await page.getByLabel('Compare with').selectOption("TaskRes's few-shot comparison on 11 datasets");
    const beside = (method: string) => {
      const row = page.locator('#table tbody:not(.printed) tr', { hasText: method });
      return row.locator('td').first().locator('.beside').textContent();
    };
    await expect.poll(() => beside('coop')).toBe('printed 63.70 -0.70= within our interval');
    expect(await beside('clip-adapter')).toBe('printed 65.96 -5.86! off');
    expect(await beside('zero-shot')).toBe('printed 42.32 -0.02~ within the tolerance');
    expect(await beside('tip-adapter-f')).toBe('printed 66.55 -2.55? not comparable');
    expect(await page.evaluate(() => location.search)).toBe('?shots=16&paper=taskres-few-shot');

    const printed = page.locator('#table .printed tr', { hasText: 'CoOp' });
    expect(await printed.locator('td').first().textContent()).toBe('63.70');
    expect(await printed.locator('td').first().getAttribute('title')).toBe(
      'ape, APE_results.ipynb (log, protocol fixed)',
    );
    const summary = page.locator('#paper summary');
    expect(await summary.textContent()).toContain('1 within our interval, 1 within 1 point, 1 off, 1 not comparable');
    await summary.click();
    const text = (await page.locator('#paper').textContent()) ?? '';
    expect(text).toContain('off: CLIP-Adapter, dtd, 16 shots: ours 60.10, -5.86 points');
    expect(text).toContain('shotbench reproduce taskres-few-shot --shots 16');
    await screenshot(page, 'paper');
    await expectAccessible(page);
    await page.getByLabel('Compare with').selectOption('no paper');
    await expect.poll(() => page.locator('#table .beside, #table .printed').count()).toBe(0);
    expect(await page.locator('#paper').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('says so where it prints nothing', async () => {
    const { url } = await serve(fillPaperRuns);
    const { page } = await openPage(`${url}?shots=16&paper=r-amt-few-shot`);
    const notes = page.locator('#notes');
    await expect.poll(() => notes.textContent()).toContain('The table r-amt-few-shot prints no numbers for these.');
  });
});
