import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { cellWith, provenance } from '../test/fixtures.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { FIND } from './find.ts';
import { runKey, sqliteVersion, Tracker } from './index.ts';

const cells = Array.from({ length: 60 }, (_, seed) => cellWith({ seed }));
const keys = cells.map(({ identity }) => runKey(identity)).sort();

function filled(): { tracker: Tracker; file: string } {
  const file = join(temporaryFolder(), 'runs.db');
  const tracker = Tracker.open(file, { now: () => 0, isAlive: () => undefined });
  onTestFinished(() => tracker.close());
  tracker.enqueue(cells, 'test');
  return { tracker, file };
}

describe('find', () => {
  it('gives exactly the runs whose keys begin with the prefix, in order', () => {
    const { tracker } = filled();
    // Every beginning that occurs, and all of one digit, those included that no key begins with.
    const prefixes = new Set([
      ...'0123456789abcdef',
      ...keys.flatMap((key) => [key.slice(0, 2), key.slice(0, 5), key]),
    ]);
    for (const prefix of prefixes) {
      const expected = keys.filter((key) => key.startsWith(prefix));
      expect(tracker.find(prefix, 100).map(({ key }) => key)).toEqual(expected);
    }
    expect(tracker.find('', 7).map(({ key }) => key)).toEqual(keys.slice(0, 7));
  });

  it('reads whole rows, whatever the case of the digits', () => {
    const { tracker } = filled();
    const key = keys[3]!;
    tracker.claim([key], 'me', provenance);
    expect(tracker.find(key.slice(0, 12).toUpperCase())).toEqual([tracker.get(key)]);
    expect(tracker.find(key)[0]!.provenance).toEqual(provenance);
  });

  it('takes a wildcard for a character like any other', () => {
    const { tracker } = filled();
    expect(tracker.find('%')).toEqual([]);
  });

  it('searches the index of keys', () => {
    const { file } = filled();
    const db = new Sqlite(file, { readonly: true });
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${FIND}`).all({ prefix: 'ab', limit: 1 }) as { detail: string }[];
    db.close();
    expect(plan[0]!.detail).toMatch(/^SEARCH runs USING INDEX sqlite_autoindex_runs_1 \(key>\? AND key<\?\)/);
  });
});

describe('runs', () => {
  it('share what they have in common of where they were computed, read once', () => {
    const { tracker } = filled();
    const long = { ...provenance, diff: 'x'.repeat(200_000) };
    for (const key of keys.slice(0, 40)) tracker.claim([key], 'me', long);
    tracker.claim([keys[40]!], 'me', provenance);
    const byKey = new Map(tracker.runs().map((run) => [run.key, run.provenance]));
    expect(byKey.get(keys[7]!)).toEqual(long);
    expect(byKey.get(keys[39]!)).toBe(byKey.get(keys[7]!));
    expect(byKey.get(keys[40]!)).toEqual(provenance);
    expect(byKey.get(keys[41]!)).toBeNull();
  });
});

describe('sqliteVersion', () => {
  it('is the one that a file of ours is written with', () => {
    const db = new Sqlite(':memory:');
    expect(sqliteVersion()).toBe(db.prepare('SELECT sqlite_version()').pluck().get());
    db.close();
    expect(sqliteVersion()).toMatch(/^3\.\d+\.\d+$/);
  });
});
