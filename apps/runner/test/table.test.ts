import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

/** Results on two feature sets, of which the experiment clip-vit-b32 has one. */
async function results(): Promise<string> {
  const cwd = temporaryFolder();
  for (const name of ['dtd', 'other']) {
    expect((await shotbench(['features', 'import', featureFolder(cwd, name), '--name', name], cwd)).code).toBe(0);
  }
  const grid = ['--methods', 'zero-shot,gda', '--shots', '1,2', '--seeds', '1'];
  expect((await shotbench(['run', '--features', 'dtd,other', ...grid], cwd)).code).toBe(0);
  return cwd;
}

describe('shotbench table and export', { timeout: 240_000 }, () => {
  it('select, lay out and write what is in the database', async () => {
    const cwd = await results();
    const print = async (...args: string[]) => {
      const { code, stdout, stderr } = await shotbench(args, cwd);
      expect(code).toBe(0);
      return { stdout, stderr };
    };

    const turned = await print('table', '--rows', 'dataset', '--columns', 'shots', '--methods', 'zero-shot');
    expect(turned.stdout).toMatch(
      /^made up · zero-shot · protocol fixed\n\ndataset +1 shot +2 shots\ndtd +\d+\.\d\d +\d/,
    );
    const planned = await print('table', 'clip-vit-b32', '--shots', '1,2');
    expect(planned.stdout).toMatch(/^method +dtd$/m);
    expect(planned.stdout).not.toContain('other');
    expect(planned.stderr.trim().split('\n')).toEqual([
      expect.stringContaining('clip-vit-b32: feature set "oxford-pets" is not in .cache/features;'),
      expect.stringContaining('clip-vit-b32: feature set "caltech101" is not in .cache/features;'),
    ]);

    for (const [format, file] of [
      ['csv', 'accuracies.csv'],
      ['latex', 'accuracies.tex'],
      ['markdown', 'accuracies.md'],
    ] as const) {
      const { stdout } = await print('table', '--format', format);
      expect((await print('export', '--format', format)).stdout).toBe(stdout);
      expect((await print('export', '--format', format, '--out', 'new/')).stderr).toBe(`${join('new', file)}\n`);
      expect(readFileSync(join(cwd, 'new', file), 'utf8')).toBe(stdout);
    }
    await print('export', '--format', 'svg', '--out', 'new');
    await print('export', '--format', 'svg', '--mix-protocols', '--out', 'one.svg');
    expect(readFileSync(join(cwd, 'one.svg'), 'utf8')).toMatch(/^<svg [^]*>average of 2 datasets<[^]*<\/svg>\n$/);
    expect(readdirSync(join(cwd, 'new')).sort()).toEqual([
      ...['accuracies-made-up-few-shot-val.svg', 'accuracies-made-up-fixed.svg'],
      ...['accuracies.csv', 'accuracies.md', 'accuracies.tex'],
    ]);
  });

  it('refuse what they cannot do, and leave what was there', async () => {
    const cwd = await results();
    writeFileSync(join(cwd, 'file'), 'mine');
    const refused = async (args: readonly string[], words: string | RegExp) => {
      const { code, stderr, stdout } = await shotbench(args, cwd);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(words);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    };
    await refused(['table', '--rows', 'methods'], /--rows is "methods"; expected names separated by commas of method,/);
    await refused(['table', '--rows', 'method', '--columns', 'method'], /layout has "method" twice/);
    await refused(['table', 'no-such'], /unknown experiment "no-such"; expected one of /);
    await refused(['table', '--base-to-novel', '--rows', 'shots'], /--base-to-novel.*cannot be used with/);
    await refused(['export', '--out', 'x'], /--format/);
    await refused(
      ['export', '--format', 'svg', '--out', 'x.svg'],
      /there are 2 figures \(accuracies-made-up-fixed, .*folder/,
    );
    await refused(['export', '--format', 'svg', '--methods', 'none'], /there are no runs to draw/);
    await refused(['export', '--format', 'svg', '--transfer'], /--format svg is asked of transfer runs/);
    await refused(['export', '--format', 'csv', '--out', 'file/x'], /^shotbench: error: file\/x cannot be written: /);
    expect(existsSync(join(cwd, 'x.svg'))).toBe(false);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('mine');
  });
});
