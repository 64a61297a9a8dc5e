import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { temporaryFolder } from '../../test/sample-results.ts';
import { loadPage } from './load-page.ts';

/** A style sheet as the page has it. */
async function built(css: string): Promise<string> {
  const app = temporaryFolder();
  mkdirSync(join(app, 'page'));
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(app, 'page/style.css'), css);
  writeFileSync(
    join(app, 'page/index.html'),
    '<!doctype html><title>t</title><link rel="stylesheet" href="./style.css" />',
  );
  const files = await loadPage(app);
  return [...files]
    .find(([path]) => path.endsWith('.css'))![1]
    .toString('utf8')
    .trim();
}

it('makes two of each rule for dark systems: where light is not chosen, and where dark is', async () => {
  const css = await built(
    '.a,:root .b{color:red}@media (prefers-color-scheme: dark){:root{--x:1}.a,.b .c{color:blue}}',
  );
  const dark = (media: string, on: string) =>
    `@media${media}{:root:where(${on}){--x:1}:where(:root${on}) .a,:where(:root${on}) .b .c{color:#00f}}`;
  expect(css).toBe(
    '.a,:root .b{color:red}' +
      dark('(prefers-color-scheme:dark)', ':not([data-theme=light])') +
      dark(' screen', '[data-theme=dark]'),
  );
});

it('leaves every other rule as it is', async () => {
  const css = '@media print{.a{color:red}}@media(prefers-color-scheme:light){.b{color:red}}';
  expect(await built(css)).toBe(css);
});
