import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { runKey, Tracker } from '../src/index.ts';
import { cellWith, provenance } from './fixtures.ts';
import { oldDatabase } from './old-database.ts';
import { ask, startWorkers } from './start-workers.ts';
import { isAlive } from './is-alive.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Drained } from './worker.ts';

const options = { now: Date.now, isAlive: () => true };
const cellsOf = (count: number) => Array.from({ length: count }, (_, seed) => cellWith({ seed }));

/** Workers that end with the test. */
async function workersOf(count: number): Promise<ChildProcess[]> {
  const workers = await startWorkers(count);
  onTestFinished(() => workers.forEach((worker) => worker.kill('SIGKILL')));
  return workers;
}

describe('several processes', { timeout: 300_000 }, () => {
  it('share 10,000 cells among 8, none lost and none doubled, while a reader follows', async () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, options);
    const cells = cellsOf(10_000);
    tracker.enqueue(cells, 'test');
    const keys = cells.map(({ identity }) => runKey(identity));

    const reader = Tracker.openReadOnly(file);
    const seen: { done: number; version: number }[] = [];
    const look = () => seen.push({ done: reader.counts().done, version: reader.dataVersion() });
    const timer = setInterval(look, 100);
    const workers = await workersOf(8);
    const drained = await Promise.all(workers.map((worker) => ask<Drained>(worker, { task: 'drain', file, keys })));
    clearInterval(timer);
    look();

    expect(drained.flatMap(({ claimed }) => claimed).sort()).toEqual([...keys].sort());
    expect(drained.every(({ claimed }) => claimed.length > 0)).toBe(true);
    expect(tracker.counts()).toEqual({
      ...{ queued: 0, running: 0, interrupted: 0, stale: 0, failed: 0, invalid: 0 },
      done: 10_000,
    });
    expect(tracker.runs().every(({ attempts, result }) => attempts === 1 && result !== null)).toBe(true);
    const done = seen.map((look) => look.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(seen.some((look) => look.done > 0 && look.done < 10_000)).toBe(true);
    expect(new Set(seen.map(({ version }) => version)).size).toBeGreaterThan(2);
    reader.close();
    tracker.close();
  });

  it('may open the same new file at once', async () => {
    const folder = temporaryFolder();
    const files = Array.from({ length: 25 }, (_, index) => join(folder, `${index}`, 'runs.db'));
    const workers = await workersOf(3);
    const startAt = Date.now() + 50;
    await Promise.all(workers.map((worker, seed) => ask<number>(worker, { task: 'open', files, startAt, seed })));
    for (const file of files) {
      const tracker = Tracker.openReadOnly(file);
      expect(tracker.runs().map(({ identity }) => identity.seed)).toEqual([0, 1, 2]);
      tracker.close();
    }
  });

  it('take over what a killed process left behind', async () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, { now: Date.now, isAlive });
    const cells = cellsOf(1);
    tracker.enqueue(cells, 'test');
    const keys = cells.map(({ identity }) => runKey(identity));

    const [worker] = await workersOf(1);
    expect(await ask<string>(worker!, { task: 'claim', file, keys })).toBe(keys[0]);
    expect(tracker.claim(keys, 'heir', provenance)).toBeUndefined();
    worker!.kill('SIGKILL');
    await once(worker!, 'exit');
    expect(tracker.claim(keys, 'heir', provenance)).toBe(keys[0]);
    expect(tracker.get(keys[0]!)).toMatchObject({ state: 'running', owner: 'heir', attempts: 2 });
    tracker.close();
  });

  it('killed at any moment leave runs to others, which lose and double none', async () => {
    const folder = temporaryFolder();
    const [file, journal] = [join(folder, 'runs.db'), join(folder, 'journal')];
    const tracker = Tracker.open(file, { now: Date.now, isAlive });
    const cells = cellsOf(1500);
    tracker.enqueue(cells, 'test');
    const keys = cells.map(({ identity }) => runKey(identity));

    // All are up before the first order, so that heirs do not come late.
    const workers = await workersOf(10);
    let running: { worker: ChildProcess; answer: Promise<unknown> }[] = [];
    const put = (worker: ChildProcess): void => {
      // One that is killed gives no answer.
      const answer = ask<Drained>(worker, { task: 'drain', file, keys, journal }).catch(() => undefined);
      running.push({ worker, answer });
    };
    workers.splice(0, 4).forEach(put);
    let kills = 0;
    for (const heir of workers) {
      const before = tracker.counts().done;
      if (before > 1200) break;
      while (tracker.counts().done < before + 40) await sleep(1 + kills);
      const [victim, ...others] = running;
      victim!.worker.kill('SIGKILL');
      running = others;
      put(heir);
      kills++;
    }
    await Promise.all(running.map(({ answer }) => answer));

    expect(kills).toBeGreaterThan(2);
    expect(tracker.counts()).toMatchObject({ done: 1500, running: 0, stale: 0 });
    const completed = readFileSync(journal, 'utf8').trim().split('\n');
    expect(new Set(completed).size).toBe(completed.length);
    // A worker may be killed between completing a run and noting so.
    expect(completed.length).toBeGreaterThanOrEqual(1500 - kills);
    for (const { key, attempts } of tracker.runs()) {
      const abandoned = tracker.events(key).filter(({ kind }) => kind === 'abandoned').length;
      expect(attempts).toBe(1 + abandoned);
    }
    tracker.close();
  });

  it('may open the same older file at once, which is copied and brought up to date once', async () => {
    const folder = temporaryFolder();
    const files = Array.from({ length: 5 }, (_, index) => join(folder, `${index}.db`));
    for (const file of files) oldDatabase(file, 3, 50);
    const workers = await workersOf(3);
    const startAt = Date.now() + 50;
    // Seeds that the older files do not have.
    const seeds = [1001, 1002, 1003];
    await Promise.all(
      workers.map((worker, i) => ask<number>(worker, { task: 'open', files, startAt, seed: seeds[i]! })),
    );
    const copies = files.map((file) => `${basename(file)}.version-3.bak`);
    expect(readdirSync(folder).filter((name) => name.includes('.bak'))).toEqual([...copies].sort());
    for (const [i, file] of files.entries()) {
      const tracker = Tracker.openReadOnly(file);
      const found = tracker.runs().map(({ identity }) => identity.seed!);
      expect(found.sort((a, b) => a - b)).toEqual([...Array(50).keys()].map((n) => n + 1).concat(seeds));
      tracker.close();
      const copy = new Sqlite(join(folder, copies[i]!), { readonly: true });
      expect(copy.pragma('user_version', { simple: true })).toBe(3);
      expect(copy.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(50);
      copy.close();
    }
  });
});
