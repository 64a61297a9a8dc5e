import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Tracker } from '@shotbench/tracker';
import { formatCsv, summarize } from '@shotbench/tracker';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';

import { requestKey } from '../../page/data/request-key.ts';
import { exportSite } from '../../src/index.ts';
import { expectAccessible } from '../accessible.ts';
import { describeInChromium, screenshot } from '../chromium.ts';
import { entriesOf, shown, slugOf } from '../every-view.ts';
import { newDatabase, record, temporaryFolder } from '../sample-results.ts';
import { fillSweep } from '../sample-sweep.ts';
import { expectedTable, shownTable } from '../shown-table.ts';

/** A site of what is filled in, until the test ends. */
async function exported(fill: (tracker: Tracker) => void) {
  const { file, tracker } = newDatabase();
  fill(tracker);
  const out = join(temporaryFolder(), 'site');
  await exportSite({ database: file, out });
  return { out, tracker, url: pathToFileURL(join(out, 'index.html')).href };
}

/** A web server that knows nothing of sites, below a path. */
async function serveBelow(path: string, folder: string): Promise<string> {
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = asked.slice(path.length) || 'index.html';
    const file = join(folder, name);
    if (!asked.startsWith(path) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

/** Opens every view of the navigation in turn, by its link. */
async function visitAll(page: Page, shot: string): Promise<string[]> {
  const entries = await entriesOf(page);
  for (const entry of entries) {
    await page.locator('#navigation').getByText(entry.title, { exact: true }).click();
    await shown(page, entry);
    expect(await page.locator('#problem').isVisible()).toBe(false);
    await screenshot(page, `${shot}-${slugOf(entry)}`);
  }
  return entries.map(({ title }) => title);
}

describeInChromium('a site', (openPage) => {
  it('opens from a file, with the numbers of the command line', async () => {
    const { tracker, url } = await exported(fillSweep);
    const { page, complaints } = await openPage(url);
    await page.locator('#table caption', { hasText: '16 shots · RN50' }).waitFor();
    expect(await page.locator('#connection').textContent()).toBe('as exported');
    for (const shots of [1, 4]) {
      await page.getByLabel(String(shots), { exact: true }).check({ force: true });
      await page.locator('#table caption', { hasText: `${shots} shot` }).waitFor();
      expect(page.url()).toBe(`${url}?shots=${shots}`);
      const { rows } = await shownTable(page);
      const withoutAverage = rows.map(({ name, cells }) => ({ name, cells: cells.slice(0, -1) }));
      expect(withoutAverage).toEqual(expectedTable(tracker, 'RN50', shots));
    }
    await page.reload();
    await page.locator('#table caption', { hasText: '4 shots · RN50' }).waitFor();
    expect(complaints).toEqual([]);
    // Last, as axe fetches style sheets, which is refused.
    await expectAccessible(page);
  });

  it('shows every view from a file, and goes back', async () => {
    const { url } = await exported(fillSweep);
    const { page, complaints } = await openPage(url);
    const titles = await visitAll(page, 'site');
    expect(titles.slice(0, 2)).toEqual(['Overview', 'Curves']);
    await page.goBack();
    await expect.poll(() => page.title()).toBe(`${titles.at(-2)} · Shotbench`);
    expect(complaints).toEqual([]);
  });

  it('shows every view below a path of a web server, and gives the documents', async () => {
    const { tracker, out } = await exported(fillSweep);
    const url = await serveBelow('/results/of/paper/', out);
    const { page, complaints } = await openPage(url);
    await visitAll(page, 'site-served');
    await page.goto(`${url}?backbone=ViT-B%2F32&shots=2`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('shotbench-overview.csv');
    const cells = summarize(tracker.runs()).filter(({ backbone, shots }) => backbone === 'ViT-B/32' && shots === 2);
    expect(readFileSync(await download.path(), 'utf8')).toBe(formatCsv(cells));
    expect(complaints).toEqual([]);
  });

  it('leads to documents that exist, from a file', async () => {
    const { tracker, out, url } = await exported(fillSweep);
    const { page } = await openPage(`${url}?shots=8`);
    const link = page.getByRole('link', { name: 'CSV' });
    const target = new URL((await link.getAttribute('href'))!, url);
    const cells = summarize(tracker.runs()).filter(({ backbone, shots }) => backbone === 'RN50' && shots === 8);
    expect(readFileSync(target, 'utf8')).toBe(formatCsv(cells));
    expect(target.href.startsWith(pathToFileURL(out).href)).toBe(true);
    const downloading = page.waitForEvent('download');
    await link.click();
    expect(readFileSync(await (await downloading).path(), 'utf8')).toBe(formatCsv(cells));
  });

  it('says that it was exported too early', async () => {
    const { url } = await exported(() => undefined);
    const { page, complaints } = await openPage(url);
    await page.locator('#empty', { hasText: 'No run had finished when this folder was exported.' }).waitFor();
    expect(await page.locator('#empty code').textContent()).toBe('shotbench site export');
    expect(complaints).toEqual([]);
  });

  it('says what a folder does not hold, or has lost', async () => {
    const { out, url } = await exported(fillSweep);
    const { page } = await openPage(url);
    await page.locator('#table caption').waitFor();
    const lost = readdirSync(join(out, 'data/overview')).find((name) => /^rn50-2-\w+\.js$/.test(name))!;
    rmSync(join(out, 'data/overview', lost));
    await page.getByLabel('2', { exact: true }).check({ force: true });
    const problem = page.locator('#problem');
    await expect.poll(() => problem.textContent()).toContain(`data/overview/${lost} is missing or broken`);
    // The other shot count's table must not pass for what is lost.
    expect(await page.locator('#view').getAttribute('class')).toBe('stale');
    await page.getByLabel('4', { exact: true }).check({ force: true });
    await page.locator('#table caption', { hasText: '4 shots' }).waitFor();
    expect(await page.locator('#view').getAttribute('class')).toBe('');
    expect(await problem.isVisible()).toBe(false);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = `<img src=x onerror="document.title=1"> ' \\ \u2028 </script> ../../__proto__`;
    const { url, out } = await exported((tracker) =>
      record(tracker, 50, { dataset: name, method: '__proto__', backbone: name }),
    );
    const { page, complaints } = await openPage(url);
    await page.locator('#table td').first().waitFor();
    expect((await shownTable(page)).columns).toEqual([name]);
    expect(await page.locator('tbody .method').textContent()).toBe('__proto__');
    expect(await page.locator('img').count()).toBe(0);
    expect(requestKey('overview', { backbone: name, shots: '16' })).toContain('%3Cimg');
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name: file } of files) expect(file).toMatch(/^[\w-]+(\.[a-z]+)?\.[a-z]+$/);
    expect(complaints).toEqual([]);
  });
});
