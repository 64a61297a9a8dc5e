import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { temporaryFolders } from '../../test/helpers.ts';
import { filesBelow, fillStore, readAll } from '../../test/two-sets.ts';
import { tinySet } from '../../test/tiny-set.ts';
import { collectGarbage, FeatureCache, verifyCache, writeFeatureFolder } from '../index.ts';

const temporary = temporaryFolders();
const HOUR = 3600;
const DAY = 24 * HOUR;

function newStore(): { store: string; cache: FeatureCache; folder: string } {
  const [store, folder] = [temporary(), temporary()];
  fillStore(store, folder);
  return { store, folder, cache: new FeatureCache(store) };
}

/** Dates a path this many seconds back. */
function age(path: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
}

function put(folder: string, name: string, seconds: number): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, 'left over');
  age(path, seconds);
  age(folder, seconds);
}

const now = (): { now: number } => ({ now: Date.now() });

describe('collectGarbage', () => {
  it('removes nothing where every entry is needed', () => {
    const { store } = newStore();
    const before = filesBelow(store);
    expect(collectGarbage(store, now())).toEqual({ removed: [], held: [] });
    expect(filesBelow(store)).toEqual(before);
    expect(collectGarbage(join(store, 'none'), now())).toEqual({ removed: [], held: [] });
    expect(existsSync(join(store, 'none'))).toBe(false);
  });

  it('removes the entries of a set that was replaced, and says first what would go', () => {
    const { store, cache } = newStore();
    const folder = temporary();
    writeFeatureFolder(folder, tinySet(5));
    const old = readdirSync(join(store, 'entries'));
    cache.importFolder(folder, { replace: true });
    const before = filesBelow(store);
    const planned = collectGarbage(store, { ...now(), dryRun: true });
    expect(filesBelow(store)).toEqual(before);
    const { removed } = collectGarbage(store, now());
    expect(removed).toEqual(planned.removed);
    // Two draws of training and validation images, the test set and the text.
    expect(removed).toHaveLength(6);
    for (const { kind, path, bytes } of removed) {
      expect(kind).toBe('entry');
      expect(old).toContain(path.slice('entries/'.length));
      expect(bytes).toBeGreaterThan(0);
      expect(existsSync(join(store, path))).toBe(false);
    }
    expect(readdirSync(join(store, 'tmp'))).toEqual([]);
    expect(verifyCache(store).problems).toEqual([]);
    for (const name of ['tiny', 'whole']) readAll(cache.open(name));
    expect(collectGarbage(store, now()).removed).toEqual([]);
  });

  it('removes what was left over only when it is old enough to be nobody’s', () => {
    const { store } = newStore();
    put(join(store, 'tmp', 'removed-old'), 'x', 2 * HOUR);
    put(join(store, 'tmp', 'import-old'), 'x', 2 * HOUR);
    put(join(store, 'partial', 'aaaa'), 'recipe.json', 8 * DAY);
    put(join(store, 'partial', 'bbbb'), '000000-cc.f16.4711', 2 * HOUR);
    put(join(store, 'partial', 'bbbb'), '000001-dd.f16.4711', 60);
    put(join(store, 'partial', 'bbbb'), '000000-ee.f16', 6 * DAY);
    age(join(store, 'partial', 'bbbb'), 6 * DAY);
    put(join(store, 'used'), 'gone', 60);
    const { removed } = collectGarbage(store, now());
    expect(removed.map(({ path }) => path).sort()).toEqual([
      'partial/aaaa',
      'partial/bbbb/000000-cc.f16.4711',
      'tmp/import-old',
      'tmp/removed-old',
      'used/gone',
    ]);
    expect(filesBelow(join(store, 'partial'))).toEqual(['bbbb/000000-ee.f16', 'bbbb/000001-dd.f16.4711']);
    expect(readdirSync(join(store, 'tmp'))).toEqual([]);
  });

  it('removes sets that were not opened for long only when asked to, and never those of which no use is known', () => {
    const { store, cache } = newStore();
    cache.open('tiny');
    age(join(store, 'used', 'tiny'), 40 * DAY);
    expect(collectGarbage(store, now()).removed).toEqual([]);
    expect(collectGarbage(store, { ...now(), unusedDays: 41 }).removed).toEqual([]);
    const { removed } = collectGarbage(store, { ...now(), unusedDays: 30 });
    expect(removed[0]).toMatchObject({
      kind: 'set',
      path: 'sets/tiny.json',
      why: 'set "tiny" was not opened for 40 days',
    });
    expect(removed.slice(1).every(({ kind }) => kind === 'entry')).toBe(true);
    expect(cache.list().map(({ name }) => name)).toEqual(['whole']);
    readAll(cache.open('whole'));
    // The note of its use goes once its set is gone.
    expect(collectGarbage(store, now()).removed).toMatchObject([{ path: 'used/tiny' }]);
  });

  it('leaves sets and entries as they are while an import may be writing', () => {
    const { store, cache } = newStore();
    rmSync(join(store, 'sets', 'tiny.json'));
    put(join(store, 'tmp', 'import-live'), 'x', 60);
    put(join(store, 'tmp', 'import-old'), 'x', 2 * HOUR);
    const { removed, held } = collectGarbage(store, now());
    expect(removed.map(({ path }) => path)).toEqual(['tmp/import-old']);
    expect(held).toHaveLength(6);
    expect(verifyCache(store).problems).toEqual([]);
    expect(cache.list()).toHaveLength(1);
  });

  it('removes nothing where a record does not say what it refers to', () => {
    const { store } = newStore();
    writeFileSync(join(store, 'sets', 'tiny.json'), '{');
    const before = filesBelow(store);
    expect(errorOf(() => collectGarbage(store, now())).code).toBe('FEATURES_DAMAGED');
    expect(filesBelow(store)).toEqual(before);
    expect(readdirSync(join(store, 'tmp'))).toEqual([]);
  });
});

describe('an import', () => {
  it('waits for a removal that goes on, and not for one that was killed', () => {
    const { store, cache, folder } = newStore();
    rmSync(join(store, 'sets', 'tiny.json'));
    mkdirSync(join(store, 'tmp', 'gc-killed'), { recursive: true });
    age(join(store, 'tmp', 'gc-killed'), 59.5);
    const began = performance.now();
    expect(cache.importFolder(folder).status).toBe('imported');
    expect(performance.now() - began).toBeGreaterThan(250);
    readAll(cache.open('tiny'));
  });
});
