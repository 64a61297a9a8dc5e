import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { collectGarbage, FeatureCache, verifyCache, writeFeatureFolder } from './index.ts';
import { temporaryFolders } from '../test/helpers.ts';
import { tinySet } from '../test/tiny-set.ts';
import { readAll } from '../test/two-sets.ts';

const temporary = temporaryFolders();
const importer = join(import.meta.dirname, '..', 'test', 'importer.ts');

function importing(...args: string[]): ChildProcess {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return spawn(process.execPath, ['--import', 'tsx', importer, ...args], { stdio: [...stdio] });
}

function folderOf(seed: number): string {
  const folder = temporary();
  writeFeatureFolder(folder, tinySet(seed));
  return folder;
}

it('shows one set or the other, whole, whenever an import is killed', { timeout: 300_000 }, async () => {
  const folders = [folderOf(0), folderOf(1)];
  const texts = [tinySet(0).text, tinySet(1).text];
  for (const delay of [0, 3, 11]) {
    const store = join(temporary(), 'store');
    const child = importing('loop', store, ...folders);
    await once(child.stdout!, 'data');
    await sleep(delay);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const cache = new FeatureCache(store);
    const set = cache.open('tiny');
    expect(texts).toContainEqual(set.text());
    expect([set.train(1).count, set.validation(2).count, set.test(0).count]).toEqual([3, 6, 15]);
    for (const [i, folder] of folders.entries()) {
      expect(cache.importFolder(folder, { replace: true }).status).toMatch(/unchanged|replaced/);
      expect(cache.open('tiny').text()).toEqual(texts[i]);
    }
  }
});

it('lets two processes import the same folder at once', { timeout: 300_000 }, async () => {
  const root = temporary();
  const folder = folderOf(0);
  const rounds = 8;
  const children = [
    importing('race', root, 'a', 'b', String(rounds), folder),
    importing('race', root, 'b', 'a', String(rounds), folder),
  ];
  const exits = await Promise.all(children.map((child) => once(child, 'exit')));
  expect(exits).toEqual([
    [0, null],
    [0, null],
  ]);
  for (let round = 0; round < rounds; round++) {
    const store = join(root, `store-${round}`);
    expect(new FeatureCache(store).importFolder(folder).status).toBe('unchanged');
    expect(readdirSync(join(store, 'tmp'))).toEqual([]);
  }
});

it('removes nothing that an import beside it relies on', { timeout: 300_000 }, async () => {
  const store = join(temporary(), 'store');
  const child = importing('loop', store, folderOf(0), folderOf(1));
  await once(child.stdout!, 'data');
  const cache = new FeatureCache(store);
  let removed = 0;
  for (let round = 0; removed < 6 || round < 15; round++) {
    removed += collectGarbage(store, { now: Date.now() }).removed.length;
    // Nobody else removes entries, so those of the record that is found are there.
    readAll(cache.open('tiny'));
    expect(child.exitCode).toBeNull();
    await sleep(round % 5);
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(removed).toBeGreaterThan(0);
  expect(verifyCache(store).problems).toEqual([]);
});
