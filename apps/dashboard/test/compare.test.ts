import { compareMethods, runKey, summarize } from '@shotbench/tracker';
import { expect, it } from 'vitest';

import { folderImages } from '../src/index.ts';
import { expectAccessible } from './accessible.ts';
import { describeInChromium, screenshot } from './chromium.ts';
import {
  ANIMALS,
  fillPredicted,
  predictionsOf,
  recordPredicted,
  testSetOf,
  writePictures,
} from './sample-predictions.ts';
import { cellWith, record, temporaryFolder } from './sample-results.ts';
import { serve } from './serve.ts';
import { serveImages } from './serve-images.ts';

const TASKRES = { method: 'taskres', config: { alpha: 1 } };
const METHODS = 'view=compare&a=taskres&b=linear-probe';

const keyOf = (changes: Parameters<typeof cellWith>[0]) => runKey(cellWith(changes).identity);
const PAIR = `view=compare&first=${keyOf({ ...TASKRES, dataset: 'pets' })}&second=${keyOf({ method: 'linear-probe', dataset: 'pets' })}`;

describeInChromium('the comparison of methods', (openPage) => {
  it("shows the tracker's numbers, as a plot and a table sorted alike", async () => {
    const { tracker, url } = await serve(fillPredicted);
    const { page, complaints } = await openPage(`${url}?${METHODS}`);
    const rows = page.locator('#compare .comparison tbody tr');
    await rows.first().waitFor();
    const [expected] = compareMethods(summarize(tracker.runs()), {
      a: { method: 'taskres' },
      b: { method: 'linear-probe' },
    });
    const sorted = [...expected!.datasets].sort((x, y) => y.difference - x.difference);
    expect(await rows.locator('th').allTextContents()).toEqual([...sorted.map(({ dataset }) => dataset), 'average']);
    const values = await rows.locator('data').evaluateAll((all) => all.map((data) => (data as HTMLDataElement).value));
    const differences = [...sorted, expected!.average!].map(({ difference }) => difference.toFixed(4));
    expect(values).toEqual(differences);
    expect(await page.locator('.dot-plot g.row').count()).toBe(6);
    expect(await page.locator('.dot-plot svg').getAttribute('aria-label')).toContain(
      `Accuracy of taskres less that of linear-probe in percentage points, 16 shots, RN50: ${sorted[0]!.dataset} +`,
    );
    await screenshot(page, 'compare-methods');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('compares the strongest two unless told, and whatever is chosen', async () => {
    const { url } = await serve(fillPredicted);
    const { page, complaints } = await openPage(`${url}?view=compare`);
    const [a, b] = [page.locator('select[name=a]'), page.locator('select[name=b]')];
    await expect.poll(() => a.locator('option:checked').textContent()).toBe('taskres · fixed');
    await b.selectOption({ label: 'zero-shot · fixed' });
    await expect.poll(() => page.url()).toContain('b=zero-shot&bProtocol=fixed');
    await expect
      .poll(() => page.locator('.dot-plot svg').getAttribute('aria-label'))
      .toContain('less that of zero-shot');
    await page.getByText('Swap A and B').click();
    await expect
      .poll(() => page.locator('.dot-plot svg').getAttribute('aria-label'))
      .toContain('Accuracy of zero-shot');
    await page.goBack();
    await expect.poll(() => page.locator('.dot-plot svg').getAttribute('aria-label')).toContain('Accuracy of taskres');
    expect(complaints).toEqual([]);
  });

  it('compares at all shot counts at once', async () => {
    const { url } = await serve((tracker) => {
      for (const shots of [1, 4, 16]) {
        for (const [i, dataset] of ['pets', 'dtd', 'food'].entries()) {
          for (const seed of [1, 2, 3]) {
            record(tracker, 60 + shots + i * seed, { dataset, seed, shots });
            record(tracker, 58 + shots + seed, { dataset, seed, shots, method: 'coop' });
          }
        }
      }
    });
    const { page, complaints } = await openPage(`${url}?view=compare&shots=all`);
    await expect
      .poll(() => page.locator('.comparison h3').allTextContents())
      .toEqual([...['1 shot · RN50', '4 shots · RN50', '16 shots · RN50']]);
    expect(await page.locator('[aria-label="Averages by shots"] tbody tr').count()).toBe(3);
    await screenshot(page, 'compare-all-shots');
    await expectAccessible(page);
    await page.getByLabel('4', { exact: true }).check({ force: true });
    await expect.poll(() => page.locator('.comparison h3').allTextContents()).toEqual(['4 shots · RN50']);
    expect(complaints).toEqual([]);
  });

  it('says what there is nothing of', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 60, { method: 'taskres' });
      record(tracker, 61, { method: 'coop', shots: 4 });
      record(tracker, 61, { method: 'coop', dataset: 'dtd' });
    });
    const { page } = await openPage(`${url}?view=compare&a=taskres&b=coop&shots=4`);
    await expect
      .poll(() => page.locator('#compare .missing').first().textContent())
      .toBe('taskres and coop do not both have finished runs on RN50 at 4 shots; choose others, or another place.');
    await page.getByLabel('16', { exact: true }).check({ force: true });
    await expect
      .poll(() => page.locator('.left-out').textContent())
      .toBe('Left out: dtd (no finished run of A), pets (no finished run of B).');
  });

  it('is dark where the system is, and fits a phone', async () => {
    const { url } = await serve(fillPredicted);
    const dark = await openPage(`${url}?${METHODS}`, { colorScheme: 'dark' });
    await dark.page.locator('.dot-plot g.row').first().waitFor();
    await screenshot(dark.page, 'compare-methods-dark');
    await expectAccessible(dark.page);
    const phone = await openPage(`${url}?${METHODS}`, { viewport: { width: 375, height: 812 } });
    await phone.page.locator('.dot-plot g.row').first().waitFor();
    await screenshot(phone.page, 'compare-methods-phone');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect([...dark.complaints, ...phone.complaints]).toEqual([]);
  });
});

describeInChromium('the comparison of runs', (openPage) => {
  it('is where the seeds of the table lead, and says what differs', async () => {
    const { url } = await serve(fillPredicted);
    const { page, complaints } = await openPage(`${url}?${METHODS}`);
    await page.getByLabel('compare the runs on pets with seed 1').click();
    await expect
      .poll(() => page.locator('.names strong').allTextContents())
      .toEqual([
        ...['pets, 16 shots, taskres, seed 1', 'pets, 16 shots, linear-probe, seed 1', expect.stringMatching(/^[+−]/)],
      ]);
    expect(new URL(page.url()).search).toBe(`?${PAIR}`);
    const differing = page.locator('.differing tbody', { hasText: 'Settings' }).locator('tr');
    expect(await differing.allTextContents()).toEqual(['Settings', 'alpha1–']);
    const fields = page.locator('.four-fields tbody td');
    const counts = (await fields.allTextContents()).map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(96);
    await screenshot(page, 'compare-runs');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('finds classes, turns to those of a confusion, and filters images', async () => {
    const { url } = await serve(fillPredicted);
    const { page, complaints } = await openPage(`${url}?${PAIR}`);
    const classes = page.locator('.classes tbody tr');
    await expect.poll(() => classes.count()).toBe(ANIMALS.length);
    await page.getByLabel('Find a class').fill('BE');
    await expect.poll(async () => (await classes.locator('th').allTextContents()).sort()).toEqual(['Bengal', 'beagle']);
    expect(page.url()).toContain('find=BE');
    await page.getByLabel('Find a class').fill('');

    const answer = (await (await fetch(`${url}api/compare?${PAIR.replace('view=compare&', '')}`)).json()) as {
      parts: { samples: { images: string[] }; onlyFirstRight: number; onlySecondRight: number }[];
    };
    const [part] = answer.parts;
    const cards = page.locator('.samples li');
    await expect.poll(() => cards.count()).toBe(Math.min(48, part!.samples.images.length));
    await page.getByLabel('only A right').check({ force: true });
    await expect.poll(() => cards.count()).toBe(part!.onlyFirstRight);
    await page.getByLabel('only B right').check({ force: true });
    await expect.poll(() => cards.count()).toBe(part!.onlySecondRight);

    const confusion = page.locator('.confusions tbody tr').first();
    const name = await confusion.locator('button').textContent();
    await confusion.locator('button').click();
    await expect.poll(() => page.locator('.sample-group h3').allTextContents()).toEqual([name]);
    const field = page.locator('.map rect.field').first();
    await field.hover();
    await expect.poll(() => page.locator('.map-readout').textContent()).toContain('% of the class');
    expect(complaints).toEqual([]);
  });

  it('shows the pictures that are at hand, and turns pages', async () => {
    const folder = temporaryFolder();
    const names = Array.from({ length: 70 }, (_, i) => `bird ${i}`);
    const set = testSetOf(names, 3);
    writePictures(folder, set);
    const keys: string[] = [];
    const { url } = await serveImages(
      (tracker) => {
        keys.push(recordPredicted(tracker, predictionsOf(set, 1, 30), { method: 'a', dataset: 'birds' }));
        keys.push(recordPredicted(tracker, predictionsOf(set, 5, 40), { method: 'b', dataset: 'birds' }));
      },
      folderImages(new Map([['birds', folder]])),
    );
    const { page, complaints } = await openPage(`${url}?view=compare&first=${keys[0]!.slice(0, 8)}&second=${keys[1]}`);
    const picture = page.locator('.samples img').first();
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(8);
    expect(await picture.getAttribute('alt')).toMatch(/^class-\d+\/image-\d+\.png, a test image of bird \d+$/);
    await expect.poll(() => page.locator('.map').isVisible()).toBe(false);
    const seen = new Set(await page.locator('.samples .image-id').allTextContents());
    const pages = page.locator('nav[aria-label="Pages of images"]');
    const last = Number((await pages.locator('span').textContent())!.split(' ').at(-1));
    expect(last).toBeGreaterThan(1);
    for (let turn = 2; turn <= last; turn++) {
      await pages.getByText('Next').click();
      await expect.poll(() => pages.locator('span').textContent()).toBe(`page ${turn} of ${last}`);
      for (const id of await page.locator('.samples .image-id').allTextContents()) seen.add(id);
    }
    const { classes } = predictionsOf(set, 1, 30);
    const other = predictionsOf(set, 5, 40).classes;
    expect([...seen].sort()).toEqual(set.ids!.filter((_, i) => classes[i] !== other[i]).sort());
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(8);
    await screenshot(page, 'compare-pictures');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('is dark where the system is, and fits a phone', async () => {
    const { url } = await serve(fillPredicted);
    const dark = await openPage(`${url}?${PAIR}`, { colorScheme: 'dark' });
    await dark.page.locator('.samples li').first().waitFor();
    await screenshot(dark.page, 'compare-runs-dark');
    await expectAccessible(dark.page);
    const phone = await openPage(`${url}?${PAIR}`, { viewport: { width: 375, height: 812 } });
    await phone.page.locator('.samples li').first().waitFor();
    await screenshot(phone.page, 'compare-runs-phone');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect([...dark.complaints, ...phone.complaints]).toEqual([]);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<img src=x onerror="document.title=1"> & "co"';
    const keys: string[] = [];
    const { url } = await serve((tracker) => {
      const set = { ...testSetOf([name, 'b', 'c'], 8), ids: Array.from({ length: 24 }, (_, i) => `${name}${i}`) };
      for (const [i, method] of [name, 'other'].entries()) {
        const changes = { method, dataset: name, backbone: name };
        keys.push(recordPredicted(tracker, predictionsOf(set, 3 * i, 30), changes));
      }
    });
    const { page, complaints } = await openPage(`${url}?view=compare`);
    await page.getByLabel(/compare the runs on/).click();
    await page.locator('.samples li').first().waitFor();
    expect(await page.locator('.image-id').first().textContent()).toContain(name);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Compare · Shotbench');
    expect(complaints).toEqual([]);
  });

  it('says what cannot be compared, and which run there is not', async () => {
    const { url } = await serve((tracker) => {
      record(tracker, 60, { method: 'a' });
      record(tracker, 'queued', { method: 'b' });
    });
    const [a, b] = [keyOf({ method: 'a' }), keyOf({ method: 'b' })];
    const { page } = await openPage(`${url}?view=compare&first=${a}&second=${b}`);
    await expect
      .poll(() => page.locator('#compare .missing:visible').textContent())
      .toContain('Neither run has predictions stored');
    const { page: other } = await openPage(`${url}?view=compare&first=${a}&second=${'0'.repeat(12)}`);
    await expect
      .poll(() => other.locator('#problem').textContent())
      .toContain('no run has a key that begins with "000000000000"');
  });
});
