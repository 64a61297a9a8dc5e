import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../test/sample-results.ts';
import { loadPage } from './load-page.ts';

/** An app with a page that is quick to build. */
function newApp() {
  const app = temporaryFolder();
  mkdirSync(join(app, 'page'));
  mkdirSync(join(app, 'src/shared'), { recursive: true });
  const write = (path: string, content: string) => writeFileSync(join(app, path), content);
  write('package.json', '{ "type": "module" }');
  write('page/index.html', '<!doctype html><title>t</title><script type="module" src="./main.ts"></script>');
  write('page/main.ts', 'import { text } from "./text.ts"; document.title = text satisfies string;');
  write('page/text.ts', 'export const text: string = "first";');
  return { app, write };
}

const script = (page: ReadonlyMap<string, Buffer>) =>
  [...page.entries()].find(([path]) => path.endsWith('.js'))?.[1].toString('utf8');

describe('loadPage', () => {
  it('builds a page that was never built, and leaves nothing but dist/', async () => {
    const { app } = newApp();
    const page = await loadPage(app);
    expect([...page.keys()]).toEqual([expect.stringMatching(/^\/assets\/index-[\w-]+\.js$/), '/index.html']);
    expect(script(page)).toContain('first');
    expect(readdirSync(join(app, '.cache'))).toEqual([]);
    expect(readdirSync(join(app, 'dist')).sort()).toEqual(['.sources', 'assets', 'index.html']);
  });

  it('takes a page as it is that was built from these sources', async () => {
    const { app, write } = newApp();
    await loadPage(app);
    write('dist/index.html', 'marked');
    expect((await loadPage(app)).get('/index.html')?.toString()).toBe('marked');
  });

  it('builds again where a source was changed, added or removed, or package.json changed', async () => {
    const { app, write } = newApp();
    await loadPage(app);
    const changes = [
      () => write('page/text.ts', 'export const text: string = "second";'),
      () => write('page/another.ts', ''),
      () => rmSync(join(app, 'page/another.ts')),
      () => write('src/shared/another.ts', ''),
      () => write('package.json', '{ "type": "module", "version": "2.0.0" }'),
    ];
    for (const change of changes) {
      write('dist/index.html', 'marked');
      change();
      const page = await loadPage(app);
      expect(page.get('/index.html')?.toString()).toContain('<!doctype html>');
      expect(script(page)).toContain('second');
    }
    expect(readdirSync(join(app, 'dist', 'assets'))).toHaveLength(1);
  });

  it('builds again where dist/ is incomplete', async () => {
    const { app } = newApp();
    await loadPage(app);
    rmSync(join(app, 'dist', '.sources'));
    expect((await loadPage(app)).has('/index.html')).toBe(true);
    expect(existsSync(join(app, 'dist', '.sources'))).toBe(true);
  });

  it('gives everybody a whole page who starts at once', async () => {
    const { app } = newApp();
    const pages = await Promise.all([loadPage(app), loadPage(app), loadPage(app)]);
    for (const page of pages) {
      expect(page.size).toBe(2);
      expect(script(page)).toContain('first');
    }
    expect(readdirSync(join(app, 'dist')).sort()).toEqual(['.sources', 'assets', 'index.html']);
    expect(readdirSync(join(app, '.cache'))).toEqual([]);
  });

  it('says why sources do not build, and keeps the page that there was', async () => {
    const { app, write } = newApp();
    await loadPage(app);
    const before = readFileSync(join(app, 'dist', 'index.html'), 'utf8');
    write('page/main.ts', 'import "./nowhere.ts";');
    await expect(loadPage(app)).rejects.toMatchObject({ name: 'ShotbenchError', code: 'DASHBOARD_PAGE' });
    await expect(loadPage(app)).rejects.toThrow(/^the page in .* does not build \(.*nowhere\.ts.*\); expected sources/);
    expect(readFileSync(join(app, 'dist', 'index.html'), 'utf8')).toBe(before);
    expect(readdirSync(join(app, '.cache'))).toEqual([]);
  });

  it('leaves the environment as it was', async () => {
    const { app } = newApp();
    const environment = process.env.NODE_ENV;
    try {
      delete process.env.NODE_ENV;
      await loadPage(app);
      expect(process.env.NODE_ENV).toBeUndefined();
    } finally {
      process.env.NODE_ENV = environment;
    }
  });
});
