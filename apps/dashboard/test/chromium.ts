import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { findChromium } from '../../../tools/find-chromium.mjs';

export interface OpenedPage {
  readonly page: Page;
  /** Everything that the page has complained about: errors, CSP violations, failed requests. */
  readonly complaints: string[];
}

export type OpenPage = (url: string, options?: BrowserContextOptions) => Promise<OpenedPage>;

const SCREENSHOTS = join(import.meta.dirname, '../../../screenshots');

/** Tests that drive a real Chromium. Without one they are skipped with a title that says so; in CI they fail. */
export function describeInChromium(title: string, tests: (openPage: OpenPage) => void): void {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    const missing = `${title} (skipped: no Chromium on this machine; install one or set CHROMIUM_PATH)`;
    if (process.env.CI) it(title, () => expect.unreachable(missing.replace('skipped: ', '')));
    else it.skip(missing);
    return;
  }
  describe(title, () => {
    let browser: Browser;
    beforeAll(async () => {
      const quiet = [
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ];
      const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet];
      browser = await chromium.launch({ executablePath, args });
    });
    afterAll(() => browser.close());
    tests((url, options) => openIn(browser, url, options));
  });
}

async function openIn(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** Leaves a picture of the whole page in screenshots/. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `dashboard-${name}.png`), fullPage: true });
}
