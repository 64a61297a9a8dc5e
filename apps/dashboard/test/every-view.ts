import type { Page } from 'playwright-core';

/** A view as the navigation shows it. */
export interface Entry {
  readonly title: string;
  /** Relative to the page. */
  readonly href: string;
}

/** Every view that there is a link to, in their order. */
export async function entriesOf(page: Page): Promise<Entry[]> {
  await page.locator('#navigation a').first().waitFor();
  return page
    .locator('#navigation a')
    .evaluateAll((links) => links.map((link) => ({ title: link.textContent, href: link.getAttribute('href')! })));
}

/** Waits until a view is drawn, or it is said why there is nothing to draw. */
export async function shown(page: Page, { title }: Entry): Promise<void> {
  await page.waitForFunction((expected) => {
    const view = document.getElementById('view')!;
    const isDrawn = !view.hidden && view.getAttribute('aria-busy') !== 'true' && view.querySelector('h2') !== null;
    return document.title === expected && (isDrawn || !document.getElementById('empty')!.hidden);
  }, `${title} · Shotbench`);
}

/** For the name of a picture. */
export function slugOf({ title }: Entry): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
