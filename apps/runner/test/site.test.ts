import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { resultDatabase } from './result-database.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

describe('shotbench site export', () => {
  it('writes one folder and says what is in it', async () => {
    const cwd = temporaryFolder();
    resultDatabase(join(cwd, 'a.sqlite'), [1, 2]);
    const { code, stdout, stderr } = await shotbench(['site', 'export', '--db', 'a.sqlite'], cwd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^site: \d+ pages in \d+ files, [\d.]+ kB; open site\/index\.html\n$/);
    expect(readdirSync(join(cwd, 'site')).sort()).toEqual(['README.txt', 'assets', 'data', 'documents', 'index.html']);
    const table = await shotbench(['table', '--format', 'csv', '--db', 'a.sqlite'], cwd);
    const documents = readdirSync(join(cwd, 'site/documents/overview')).filter((name) => name.endsWith('.csv'));
    expect(documents.length).toBeGreaterThan(0);
    for (const name of documents) {
      expect(readFileSync(join(cwd, 'site/documents/overview', name), 'utf8')).toBe(table.stdout);
    }
    const again = await shotbench(['site', 'export', '--db', 'a.sqlite', '--out', 'deep/other'], cwd);
    expect(again.stdout).toBe(stdout.replaceAll('site', 'deep/other'));
  });

  it('replaces nothing but a site', async () => {
    const cwd = temporaryFolder();
    resultDatabase(join(cwd, 'a.sqlite'), [1]);
    mkdirSync(join(cwd, 'thesis'));
    writeFileSync(join(cwd, 'thesis/chapter.tex'), 'mine');
    const { code, stdout, stderr } = await shotbench(['site', 'export', '--db', 'a.sqlite', '--out', 'thesis'], cwd);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^shotbench: error: thesis is there already, and is no site of ours; expected .*\n$/);
    expect(readdirSync(join(cwd, 'thesis'))).toEqual(['chapter.tex']);
    const missing = await shotbench(['site', 'export', '--db', 'none.sqlite'], cwd);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('does not exist') });
    expect(existsSync(join(cwd, 'site'))).toBe(false);
  });
});
