import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { runInNewContext } from 'node:vm';

import { ShotbenchError } from '@shotbench/errors';
import { formatCsv, summarize, type Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { queryOf, requestKey } from '../../page/data/request-key.ts';
import { newDatabase, record, temporaryFolder } from '../../test/sample-results.ts';
import { fillSweep } from '../../test/sample-sweep.ts';
import { type ViewApi, viewApi } from '../views/view-api.ts';
import { VIEW_APIS } from '../views/views.ts';
import { exportSite, type SiteOptions } from './export-site.ts';

const query = z.strictObject({ name: z.string().optional() });

/** A view whose pages are these names. */
function namesView(names: readonly string[], changes: Partial<ViewApi<z.infer<typeof query>>> = {}): ViewApi {
  return viewApi<z.infer<typeof query>, unknown>({
    ...{ name: 'names', query, answer: (_source, { name }) => ({ name }) },
    pages: () => names.map((name) => ({ name })),
    ...changes,
  });
}

function newSite(fill: (tracker: Tracker) => void = fillSweep) {
  const { file, tracker } = newDatabase();
  fill(tracker);
  const out = join(temporaryFolder(), 'deep', 'site');
  const write = (options: Partial<SiteOptions> = {}) => exportSite({ database: file, out, ...options });
  return { file, tracker, out, write };
}

/** The hash of each file by its path. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashes = files.map(({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')] as const;
  });
  return Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the scripts of a folder register, as a browser would run them. */
function registered(folder: string, path: string): { key: string; text: string } {
  let found: { key: string; text: string } | undefined;
  runInNewContext(readFileSync(join(folder, path), 'utf8'), {
    shotbenchData: (key: string, text: string) => (found = { key, text }),
  });
  return found!;
}

describe('exportSite', () => {
  it('holds every page of every view, with its documents', async () => {
    const { tracker, out, write } = newSite();
    const { files, bytes, pages } = await write();
    const content = Object.keys(contentOf(out));
    expect(files).toBe(content.length);
    expect(bytes).toBe(content.reduce((sum, path) => sum + statSync(join(out, path)).size, 0));
    // Overview: all, and 2 backbones × 5 shot counts; curves: 2 backbones; and the index.
    expect(pages).toBeGreaterThanOrEqual(11 + 2 + 1);
    const path = content.find((one) => /^data\/overview\/rn50-16-\w+\.js$/.test(one))!;
    const { key, text } = registered(out, path);
    expect(key).toBe('overview?backbone=RN50&shots=16');
    expect(JSON.parse(text)).toMatchObject({ tables: [{ backbone: 'RN50', shots: 16 }] });
    const document = path.replace('data/', 'documents/').replace(/js$/, 'csv');
    const cells = summarize(tracker.runs()).filter(({ backbone, shots }) => backbone === 'RN50' && shots === 16);
    expect(readFileSync(join(out, document), 'utf8')).toBe(formatCsv(cells));
  });

  it('writes equal bytes for equal results, in whatever order these were made', async () => {
    const { out, write } = newSite();
    await write();
    const first = contentOf(out);
    await write();
    expect(contentOf(out)).toEqual(first);
    const outcomes = ['a', 'b', 'c'].map((dataset, index) => ({ dataset, accuracy: 40 + index }));
    const one = newSite((tracker) =>
      outcomes.forEach(({ dataset, accuracy }) => record(tracker, accuracy, { dataset })),
    );
    const other = newSite((tracker) =>
      outcomes.toReversed().forEach(({ dataset, accuracy }) => record(tracker, accuracy, { dataset })),
    );
    await Promise.all([one.write(), other.write()]);
    expect(contentOf(one.out)).toEqual(contentOf(other.out));
    expect(contentOf(one.out)).not.toEqual(first);
  });

  it('keeps texts as they are, and hostile names out of paths', async () => {
    const names = [
      '../../up',
      "'); alert(1); ('",
      '\\',
      '\u2028\n\r</script>',
      '__proto__',
      '/etc/passwd',
      '名前',
      '..',
    ];
    const { out, write } = newSite(() => undefined);
    await write({ views: [namesView(names, { documents: { md: (_source, { name }) => `${name},\n` } })] });
    const paths = Object.keys(contentOf(out)).filter((path) => path.startsWith('data/names/'));
    expect(paths).toHaveLength(2 * names.length);
    const texts = new Map(paths.map((path) => registered(out, path)).map(({ key, text }) => [key, text]));
    for (const name of names) {
      expect(JSON.parse(texts.get(requestKey('names', { name }))!)).toEqual({ name });
      expect(texts.get(requestKey('names.md', { name }))).toBe(`${name},\n`);
    }
    for (const path of paths) expect(path).toMatch(/^data\/names\/[a-z0-9-]+(\.md)?\.js$/);
    expect(readdirSync(dirname(out))).toEqual(['site']);
  });

  it('lists what it holds: each page once, without documents that there are not', async () => {
    const { out, write } = newSite(() => undefined);
    const csv = (_source: unknown, { name }: { name?: string | undefined }): string => {
      if (name === 'b') throw new ShotbenchError('NAME_UNKNOWN', 'there is no table of b');
      return 'text';
    };
    await write({ views: [namesView(['b', 'a', 'b'], { documents: { csv } })] });
    const context: { shotbenchContents?: unknown } = {};
    runInNewContext(readFileSync(join(out, 'data/contents.js'), 'utf8'), context);
    expect(JSON.parse(JSON.stringify(context.shotbenchContents))).toEqual({
      format: 1,
      views: { names: { extensions: ['csv'], queries: ['name=a', 'name=b'], without: ['csv?name=b'] } },
    });
    expect(readdirSync(join(out, 'documents/names'))).toHaveLength(1);
  });

  it('takes every page that the views of the dashboard list', async () => {
    const { out, write } = newSite();
    await write();
    const context: { shotbenchContents?: { views: Record<string, { queries: string[] }> } } = {};
    runInNewContext(readFileSync(join(out, 'data/contents.js'), 'utf8'), context);
    expect(Object.keys(context.shotbenchContents!.views).length).toBeGreaterThanOrEqual(VIEW_APIS.length - 1);
    expect(context.shotbenchContents!.views['overview']!.queries).toContain(queryOf({ backbone: 'RN50', shots: '1' }));
  });

  it('tells how far it is', async () => {
    const { write } = newSite(() => undefined);
    const told: string[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => void told.push(`${done}/${total}`);
    await write({ views: [namesView(['a', 'b', 'c'])], onProgress });
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });
});

describe('the folder of a site', () => {
  it.each([
    ['has other files', 'notes.txt', /is there already, and is no site of ours/],
    ['is a site with something added', 'CNAME', /has "CNAME" in it, which is not of the site/],
  ])('is left as it was where it %s', async (_title, name, problem) => {
    const { out, write } = newSite();
    if (name === 'CNAME') await write();
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, name), 'mine');
    const before = contentOf(out);
    await expect(write()).rejects.toMatchObject({ code: 'SITE_FOREIGN', message: expect.stringMatching(problem) });
    expect(contentOf(out)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual(['site']);
  });

  it('may be empty, or a link to one', async () => {
    const { out, write } = newSite(() => undefined);
    mkdirSync(out, { recursive: true });
    await write();
    const link = join(dirname(out), 'link');
    symlinkSync(out, link);
    await write({ out: link });
    expect(readdirSync(dirname(out)).sort()).toEqual(['link', 'site']);
    expect(existsSync(join(link, 'index.html'))).toBe(true);
  });

  it('is no file, and nowhere that cannot be written', async () => {
    const { file, write } = newSite(() => undefined);
    await expect(write({ out: file })).rejects.toMatchObject({ code: 'SITE_FOREIGN' });
    await expect(write({ out: join(file, 'site') })).rejects.toMatchObject({ code: 'SITE_FOREIGN' });
    await expect(write({ database: `${file}.none` })).rejects.toMatchObject({ code: 'TRACKER_MISSING' });
  });

  it('stays as it was where a page fails or the export is ended', async () => {
    const { out, write } = newSite();
    await write();
    const before = contentOf(out);
    const failing = namesView(['a', 'b'], {
      answer: (_source, { name }) => (name === 'b' ? Promise.reject(new Error('no b')) : 1),
    });
    await expect(write({ views: [failing] })).rejects.toThrow('no b');
    const ending = new AbortController();
    const onProgress = () => ending.abort();
    await expect(write({ signal: ending.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
    expect(contentOf(out)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual(['site']);
  });

  it('stays as it was where the export is killed half-way', async () => {
    const { file, out, write } = newSite();
    await write();
    const before = contentOf(out);
    const script = join(import.meta.dirname, '../../test/site/hang-in-export.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, file, out], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)));
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    const part = readdirSync(dirname(out)).find((name) => name.startsWith('.site.part-'))!;
    expect(existsSync(join(dirname(out), part, 'index.html'))).toBe(true);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(contentOf(out)).toEqual(before);
    await write();
    expect(contentOf(out)).toEqual(before);
  });
});
