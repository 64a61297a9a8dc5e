import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { invalidate } from '../src/invalidate.ts';
import { shotbench, temporaryFolder } from './shotbench.ts';
import { storedRuns } from './stored-runs.ts';

const runs = [1, 2, 3].flatMap((seed) =>
  ['taskres', 'clap'].map((method) => ({ accuracy: 60 + seed, identity: { method, seed } })),
);

function statesOf(file: string, keys: readonly string[]): (string | undefined)[] {
  const tracker = Tracker.openReadOnly(file);
  const states = tracker.states(keys);
  tracker.close();
  return keys.map((key) => states.get(key));
}

describe('shotbench invalidate', { timeout: 120_000 }, () => {
  it('takes back the runs that are named, with the reason, and says how they are run again', async () => {
    const { file, folder, keys } = storedRuns(runs);
    const named = keys.slice(0, 2).map((key) => key.slice(0, 12));
    const args = ['invalidate', ...named, named[0]!, '--reason', 'wrong labels', '--db', file];
    const { code, stdout } = await shotbench(args, folder);
    expect(stdout).toBe(
      `${named[0]}  animals, 4 shots, taskres, seed 1: 61.00 %\n${named[1]}  animals, 4 shots, clap, seed 1: 61.00 %\n` +
        'took back 2 results\nto compute them again: shotbench retry --invalid\n',
    );
    expect(code).toBe(0);
    expect(statesOf(file, keys)).toEqual(['invalid', 'invalid', 'done', 'done', 'done', 'done']);
    const tracker = Tracker.openReadOnly(file);
    expect(tracker.events(keys[0]!)).toMatchObject([{ kind: 'invalidated', reason: 'wrong labels' }]);
    expect(tracker.events(keys[2]!)).toEqual([]);
    tracker.close();
    expect((await shotbench(['table', '--db', file, '--format', 'csv'], folder)).stdout).toMatch(/,taskres,fixed,2,/);
  });

  it('takes back what passes every filter', () => {
    const { file, keys } = storedRuns(runs);
    const reason = 'diverged';
    const seeds = [2, 3, 9];
    const text = invalidate([], { db: file, reason, methods: ['taskres'], features: ['animals'], shots: [4], seeds });
    expect(text).toMatch(/taskres, seed 2: 62\.00 %\n.*taskres, seed 3: 63\.00 %\ntook back 2 results\n/);
    expect(statesOf(file, keys)).toEqual(['done', 'done', 'invalid', 'done', 'invalid', 'done']);
    expect(invalidate([], { db: file, reason, seeds: [2] })).toContain(
      'took back 1 result; 1 without a result that stands is as before\n',
    );
  });

  it('changes nothing unless told why and which', () => {
    const { file, keys } = storedRuns(runs);
    const reason = 'x';
    const refused = (prefixes: string[], options: object): string =>
      codeOf(() => invalidate(prefixes, { db: file, ...options }));
    expect(refused([keys[0]!], {})).toBe('INVALIDATE_REASON');
    expect(refused([keys[0]!], { reason: '  ' })).toBe('INVALIDATE_REASON');
    expect(refused([], { reason })).toBe('INVALIDATE_WHICH');
    expect(refused([keys[0]!], { reason, methods: ['clap'] })).toBe('INVALIDATE_WHICH');
    expect(refused([keys[0]!, '0123456789'], { reason })).toBe('RUN_UNKNOWN');
    expect(refused([], { reason, methods: ['gda'] })).toBe('INVALIDATE_NONE');
    expect(new Set(statesOf(file, keys))).toEqual(new Set(['done']));
    invalidate([keys[0]!], { db: file, reason });
    expect(messageOf(() => invalidate([keys[0]!], { db: file, reason }))).toMatch(
      /^of 1 such runs none has a result that stands; expected one or more that are done/,
    );
  });

  it('makes no file where there is none', () => {
    const file = join(temporaryFolder(), 'none.sqlite');
    expect(codeOf(() => invalidate(['abcd'], { db: file, reason: 'x' }))).toBe('TRACKER_MISSING');
    expect(existsSync(file)).toBe(false);
  });
});
