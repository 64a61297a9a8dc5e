import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { RunReport } from '@shotbench/run-reports';
import { findRun } from '@shotbench/tracker';
import { expect, it } from 'vitest';

import type { Run } from '../src/views/run/run-api.ts';
import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import { record, recordSeeds } from './sample-results.ts';
import { recordFailedRun, recordFullRun } from './sample-runs.ts';
import { serve } from './serve.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A run with everything, other seeds of its cell, and a better method in the same place. */
async function serveFullRun() {
  let key = '';
  const served = await serve((tracker) => {
    key = recordFullRun(tracker);
    recordSeeds(tracker, [70, 72], { method: 'tip-adapter' });
  });
  return { ...served, key, short: key.slice(0, 12) };
}

describeInChromium('the page of a run', (openPage) => {
  it('shows all that is kept of it', async () => {
    const { url, key, short } = await serveFullRun();
    const { page, complaints } = await openPage(`${url}?view=run&key=${key.toUpperCase()}`);
    await page.locator('#run-title h2').waitFor();
    // One address for each run, however many digits a link gives.
    expect(page.url()).toBe(`${url}?view=run&key=${short}`);
    const text = async (id: string) => (await page.locator(`#run-${id}`).innerText()).replaceAll(/\s+/g, ' ');
    expect(await text('title')).toContain('taskres (alpha=1) pets · 16 shots · seed 1 · RN50 · fixed');
    expect(await text('title')).toContain(key);
    expect(await text('result')).toContain('accuracy 55.56 % of 9 images macroAccuracy 55.5556 learned numbers 3,072');
    expect(await text('result')).toContain('peak memory 512 MiB');
    expect(await text('settings')).toMatch(/\* alpha 1 default 0\.5/);
    expect(await text('identity')).toContain('engine onnx, float32, version 1');
    expect(await text('history')).toContain('state done, begun 1 time planned by test owner me');
    expect(await text('drawn')).toContain('training 48 validation 1 first 5 train/0.jpg');
    expect(await page.locator('#run-log pre').textContent()).toContain('epoch 60 of 60: loss 0.0167');
    expect(await text('provenance')).toContain('commit c0ffee1, changed since');
    await page.getByText('Changes since the commit: 3 lines').click();
    expect(await page.locator('#run-provenance pre').textContent()).toContain('+rate = 0.2');
    expect(await page.title()).toBe('taskres (alpha=1) · Shotbench');
    await screenshot(page, 'run-light');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('shows what it was asked for as "shotbench show" does', async () => {
    const { url, file, short } = await serveFullRun();
    const { page } = await openPage(`${url}?view=run&key=${short}`);
    const href = await page.getByRole('link', { name: 'JSON' }).getAttribute('href');
    const shown = await (await fetch(new URL(href!, url))).text();
    const command = ['apps/runner/bin/shotbench.js', 'show', short, '--db', file, '--format', 'json'];
    expect(shown).toBe(execFileSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' }));
  });

  it('unfolds details of any shape', async () => {
    const { url, short } = await serveFullRun();
    const { page } = await openPage(`${url}?view=run&key=${short}`);
    const details = page.locator('#run-details');
    await details.getByText('alphas').waitFor();
    expect((await details.innerText()).replaceAll(/\s+/g, ' ')).toContain('chosen 2 members alpha 0.5 beta null');
    expect(await details.getByText('0.95').count()).toBe(0);
    await details.getByText('alphas').click();
    await details.getByText('0.95').waitFor();
    expect(await details.locator('code', { hasText: '<b>bold</b>' }).count()).toBe(1);
  });

  it('draws a bar for each of several amounts', async () => {
    const { url, short } = await serveFullRun();
    const { page, complaints } = await openPage(`${url}?view=run&key=${short}`);
    const bars = page.locator('#run-details .amounts .bar');
    await expect.poll(() => bars.count()).toBe(3);
    const widths = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
    expect(widths[1]).toBeGreaterThan(20);
    expect(widths[0]).toBeCloseTo(widths[1]! / 2, 0);
    expect(widths[2]).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('sorts the classes, all of which it shows', async () => {
    const { url, short } = await serveFullRun();
    const { page, complaints } = await openPage(`${url}?view=run&key=${short}`);
    const rows = page.locator('#run-classes tbody tr');
    // Three of three, two of three and none of three are right.
    await expect.poll(() => rows.allTextContents()).toEqual(['Birman0.003', 'Bengal66.673', 'Abyssinian100.003']);
    expect(await page.locator('#run-classes p').textContent()).toBe(
      'Of its own test images: 55.56 % of 9 images in 3 classes; expected calibration error (15 bins) 19.44 %.',
    );
    const header = page.locator('#run-classes thead th').first();
    await header.getByRole('button').click();
    await expect.poll(() => rows.locator('th').allTextContents()).toEqual(['Abyssinian', 'Bengal', 'Birman']);
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    expect(page.url()).toBe(`${url}?view=run&key=${short}&classes=name`);
    expect(await header.getByRole('button').evaluate((button) => button === document.activeElement)).toBe(true);
    const bars = await rows.locator('.bars span').evaluateAll((all) => all.map((one) => one.clientWidth));
    expect(bars[1]! / bars[0]!).toBeCloseTo(2 / 3, 1);
    expect(bars[2]).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says what differs from another run, and nothing else', async () => {
    const { url, short } = await serveFullRun();
    const { page, complaints } = await openPage(`${url}?view=run&key=${short}`);
    const json = async () => (await fetch(new URL(`api/run.json?key=${short}`, url))).text();
    const relations = page.locator('#run-relations');
    await relations.getByText('Best method here: tip-adapter, mean 71.00.').waitFor();
    await relations.getByRole('link', { name: 'what differs' }).click();
    const rows = page.locator('#run-comparison tbody tr');
    await expect.poll(() => rows.count()).toBeGreaterThan(0);
    const texts = await rows.allInnerTexts();
    const settings = Object.keys((JSON.parse(await json()) as RunReport).run.identity.config).sort();
    expect(texts.map((text) => text.split('\t').slice(0, 2).join(' '))).toEqual([
      ...['identity method', 'identity methodVersion', ...settings.map((name) => `settings ${name}`)],
      ...['commit', 'command', 'dirty', 'gpus', 'memoryBytes', 'versions.shotbench']
        .map((name) => `provenance ${name}`)
        .sort(),
    ]);
    expect(texts[0]!.split('\t').slice(2)).toEqual(['"taskres"', '"tip-adapter"']);
    await page.locator('#run-comparison input').fill('0000');
    await page.locator('#run-comparison button').click();
    await expect
      .poll(() => page.locator('#run-comparison .problem').textContent())
      .toMatch(/^no run has a key that begins with "0000"; the most alike are /);
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
  });

  it('leads to its cell and to the lists around it', async () => {
    const { url, short } = await serve((tracker) => recordSeeds(tracker, [50, 51, 'failed'])).then((served) => {
      const [run] = served.tracker.runs({ states: ['done'] });
      return { ...served, short: run!.key.slice(0, 12) };
    });
    const { page, complaints } = await openPage(`${url}?view=run&key=${short}`);
    const seeds = page.locator('#run-relations tbody tr');
    await expect
      .poll(() => seeds.locator('td.number').allTextContents())
      .toEqual(['50.00', '51.00', 'failed', '50.50']);
    await page.getByRole('link', { name: 'This cell in the list of runs' }).click();
    await expect.poll(() => page.locator('#run-counts strong').textContent()).toBe('3 of 3 runs');
    await page.goBack();
    await page.getByRole('link', { name: 'Its table' }).click();
    await page.locator('#table caption', { hasText: '16 shots · RN50' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows why a run has failed', async () => {
    const error = {
      code: 'DIVERGED',
      message: 'the loss is NaN',
      stack: 'Error: the loss is NaN\n    at fit',
      log: 'step 9',
    };
    let key = '';
    const { url } = await serve((tracker) => (key = recordFailedRun(tracker, error)));
    const { page, complaints } = await openPage(`${url}?view=run&key=${key.slice(0, 4)}`, { colorScheme: 'dark' });
    await page.locator('#run-error .message').waitFor();
    expect(await page.locator('#run-error .message').textContent()).toBe('DIVERGED: the loss is NaN');
    await page.getByText('Stack', { exact: true }).click();
    expect(await page.locator('#run-error pre').textContent()).toBe(error.stack);
    expect(await page.locator('#run-log pre').textContent()).toBe('step 9');
    expect(await page.locator('#run-history').innerText()).toContain('failed: DIVERGED: the loss is NaN');
    expect(await page.locator('#run-result').count()).toBe(0);
    await screenshot(page, 'run-failed-dark');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('copies the command that repeats it, or marks it', async () => {
    const { url, short } = await serveFullRun();
    for (const hasClipboard of [true, false]) {
      const { page: own } = await openPage(`${url}?view=run&key=${short}`);
      await own.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      if (!hasClipboard) await own.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await own.getByRole('button', { name: 'Copy' }).click();
      const command = (await own.locator('#run-repeat code').textContent())!;
      expect(command).toMatch(/^shotbench run --features pets --methods taskres --shots 16 --seeds 1/);
      if (hasClipboard) {
        await own.getByText('copied').waitFor();
        expect(await own.evaluate(() => navigator.clipboard.readText())).toBe(command);
      } else {
        await own.getByText('marked: press ctrl-C').waitFor();
        expect(await own.evaluate(() => getSelection()?.toString())).toBe(command);
      }
    }
  });

  it('follows a run until it is done, without folding what is open', async () => {
    const { tracker, url } = await serve((writer) => {
      recordFullRun(writer);
      record(writer, 'running', { method: 'coop' });
    });
    const [done] = tracker.runs({ states: ['done'] });
    const { page, complaints } = await openPage(`${url}?view=run&key=${done!.key.slice(0, 12)}`);
    await page.getByText('Changes since the commit').click();
    const running = tracker.runs({ states: ['running'] })[0]!;
    const numbers = { trainableParameters: 1, fitSeconds: 1, evaluateSeconds: 1, testCount: 9 };
    tracker.complete(running.key, 'me', { accuracy: 80, metrics: {}, details: {}, ...numbers });
    await page.getByText('Best method here: coop, mean 80.00.').waitFor();
    expect(await page.locator('#run-provenance details').getAttribute('open')).toBe('');
    expect(complaints).toEqual([]);
  });

  it('fits a phone', async () => {
    const { url, short } = await serveFullRun();
    const { page } = await openPage(`${url}?view=run&key=${short}`, { viewport: { width: 375, height: 812 } });
    await page.locator('#run-repeat').waitFor();
    await screenshot(page, 'run-phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    let key = '';
    const { url } = await serve((tracker) => {
      key = recordFailedRun(
        tracker,
        { code: name, message: name, stack: name, log: name },
        { method: name, dataset: name, backbone: name, config: { [name]: { [name]: name } } },
      );
    });
    const { page, complaints } = await openPage(`${url}?view=run&key=${key.slice(0, 12)}`);
    await page.locator('#run-title h2', { hasText: name }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says so where there is no such run', async () => {
    const { url, tracker } = await serve((writer) => recordSeeds(writer, [50]));
    const { page } = await openPage(`${url}?view=run&key=0000`);
    await expect
      .poll(() => page.locator('#problem').textContent())
      .toMatch(/no run has a key that begins with "0000"; the most alike are [0-9a-f]{12} /);
    await page.goto(`${url}?view=run`);
    await page.locator('#run-title').getByText('No run is named').waitFor();
    const statuses = await Promise.all(
      ['0000', 'xyz', '', findRun(tracker, tracker.runs()[0]!.key).key].map(async (key) => {
        const response = await fetch(new URL(`api/run?key=${key}`, url));
        return [response.status, response.ok ? ((await response.json()) as Run).report!.run.state : null];
      }),
    );
    expect(statuses).toEqual([
      [404, null],
      [400, null],
      [400, null],
      [200, 'done'],
    ]);
  });
});
