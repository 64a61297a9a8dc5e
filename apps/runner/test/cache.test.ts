import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FeatureCache } from '@shotbench/feature-cache';
import { describe, expect, it } from 'vitest';

import { featureFolder } from './feature-folder.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';

const STORE = '.cache/features';

function prepared(): string {
  const cwd = temporaryFolder();
  new FeatureCache(join(cwd, STORE)).importFolder(featureFolder(cwd, 'one'));
  return cwd;
}

describe('shotbench cache', { timeout: 300_000 }, () => {
  it('lists sets, verifies every byte, and removes what no set needs', async () => {
    const cwd = prepared();
    const list = async (): Promise<string> => (await shotbench(['cache', 'ls'], cwd)).stdout;
    expect(await list()).toMatch(
      /^set +backbone +classes +features +train +validation +test +shots +views +size +last used +hash\none +made up +4 +8 +16 +16 +100 +1,2,4 +0 +[\d.]+ kB +- +\w{12}\n$/,
    );
    const verified = await shotbench(['cache', 'verify'], cwd);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(verified.stdout).toMatch(/^\.cache\/features: 1 sets, 8 entries, [\d.]+ kB, nothing damaged\n$/);

    const other = featureFolder(cwd, 'two', { phase: 3 });
    new FeatureCache(join(cwd, STORE)).importFolder(other, { name: 'one', replace: true });
    const dry = await shotbench(['cache', 'gc', '--dry-run'], cwd);
    expect(dry.stdout.trim().split('\n')).toHaveLength(9);
    expect(dry.stdout).toMatch(/entries\/\w{64} {2}[\d.]+ k?B {2}no set refers to it\n/);
    expect(dry.stdout).toMatch(/would remove 8 things of [\d.]+ kB from \.cache\/features\n$/);
    expect((await shotbench(['cache', 'gc'], cwd)).stdout).toBe(dry.stdout.replace('would remove', 'removed'));
    expect((await shotbench(['cache', 'gc'], cwd)).stdout).toBe(`removed 0 things of 0 B from ${STORE}\n`);

    new FeatureCache(join(cwd, STORE)).open('one');
    expect(await list()).toMatch(/kB +\d{4}-\d\d-\d\d +\w{12}\n$/);
  });

  it('names every damaged file, and a sweep is refused before its first cell', async () => {
    const cwd = prepared();
    const entries = join(cwd, STORE, 'entries');
    const [id, another] = readdirSync(entries) as [string, string];
    const manifest = join(entries, id, 'manifest.json');
    const bytes = readFileSync(manifest);
    bytes[10]! ^= 4;
    writeFileSync(manifest, bytes);
    const data = readdirSync(join(entries, another)).find((name) => name !== 'manifest.json')!;
    truncateSync(join(entries, another, data), 5);
    const { code, stdout, stderr } = await shotbench(['cache', 'verify'], cwd);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(new RegExp(`one: .*${id}/manifest.json has SHA-256`));
    expect(stdout).toMatch(new RegExp(`one: .*${another}/${data} has 5 bytes; expected \\d+`));
    expect(stdout).toMatch(/, 2 damaged\n$/);
    const grid = ['--features', 'one', '--methods', 'zero-shot', '--shots', '1', '--seeds', '1'];
    const run = await shotbench(['run', ...grid], cwd);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('the feature cache is damaged') });
    expect(readdirSync(cwd)).not.toContain('results');
  });

  it('says how to add a set where there is none, and refuses an age that is none', async () => {
    const cwd = temporaryFolder();
    expect((await shotbench(['cache', 'ls'], cwd)).stdout).toMatch(/^no feature sets in .*features import FOLDER/);
    const { code, stderr } = await shotbench(['cache', 'gc', '--older-than', 'long'], cwd);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'shotbench: error: --older-than is "long"; expected a whole number from 1 to 100000\n',
    });
    rmSync(join(cwd, STORE), { recursive: true, force: true });
  });
});
