import { expect, it } from 'vitest';

import { SiteReporter } from './site-reporter.ts';

/** What is written while pages follow each other every 100 ms. */
function written(isTTY: boolean, pages: number): string[] {
  const texts: string[] = [];
  let now = 0;
  const stream = { isTTY, write: (text: string) => texts.push(text) };
  const reporter = new SiteReporter(stream, () => now);
  for (let done = 1; done <= pages; done++) {
    now += 100;
    reporter.progress({ done, total: pages });
  }
  reporter.end();
  return texts;
}

it('says nothing of what is done at once', () => {
  expect(written(false, 40)).toEqual([]);
});

it('says a line now and then, or changes one in place on a terminal', () => {
  expect(written(false, 1200)).toEqual(
    Array.from({ length: 24 }, (_, i) => `${((i + 1) * 50).toLocaleString('en')} of 1,200 pages\n`),
  );
  expect(written(true, 2)).toEqual(['\r\u001b[K1 of 2 pages', '\r\u001b[K2 of 2 pages', '\r\u001b[K']);
});
