import { chromium } from 'playwright-core';

import { findChromium } from '../../../tools/find-chromium.mjs';

/** Milliseconds since the navigation began. */
export interface Paint {
  /** When the browser had painted anything. */
  readonly first: number;
  /** When it had painted the table. */
  readonly table: number;
  readonly rows: number;
}

/** How long an address takes in a browser that has nothing of it, so many times; undefined without a Chromium. */
export async function firstPaints(url: string, rounds: number): Promise<Paint[] | undefined> {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const paints: Paint[] = [];
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.addInitScript(noteTable);
      await page.goto(url);
      await page.locator('html[data-table-painted]').waitFor({ state: 'attached' });
      paints.push(
        await page.evaluate(() => ({
          first: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
          table: Number(document.documentElement.dataset['tablePainted']),
          rows: document.querySelectorAll('#table tbody tr').length,
        })),
      );
      await context.close();
    }
    return paints;
  } finally {
    await browser.close();
  }
}

/** Runs in the page: notes when the frame after the one with the table's first cell begins. */
function noteTable(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('#table td') === null) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => (document.documentElement.dataset['tablePainted'] = String(performance.now()))),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}
