import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { runKey, Tracker } from '../src/index.ts';
import { cellWith, provenance } from './fixtures.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Order } from './worker.ts';

const options = { now: Date.now, isAlive: () => true };
const cellsOf = (count: number) => Array.from({ length: count }, (_, seed) => cellWith({ seed }));

/** Workers that are up and wait for an order. */
async function startWorkers(count: number): Promise<ChildProcess[]> {
  const workers = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'worker.ts'), { execArgv: ['--import', 'tsx'] }),
  );
  onTestFinished(() => workers.forEach((worker) => worker.kill('SIGKILL')));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

async function ask<T>(worker: ChildProcess, order: Order): Promise<T> {
  const gone = once(worker, 'exit').then(([code]) => {
    throw new Error(`the worker ended with exit code ${code}`);
  });
  const answer = once(worker, 'message');
  worker.send(order);
  return ((await Promise.race([answer, gone])) as [T])[0];
}

describe('several processes', { timeout: 120_000 }, () => {
  it('share 4 × 300 cells, none lost and none doubled, while a reader follows', async () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, options);
    const cells = cellsOf(1200);
    tracker.enqueue(cells, 'test');
    const keys = cells.map(({ identity }) => runKey(identity));

    const reader = Tracker.openReadOnly(file);
    const seen: { done: number; version: number }[] = [];
    const look = () => seen.push({ done: reader.counts().done, version: reader.dataVersion() });
    const timer = setInterval(look, 20);
    const workers = await startWorkers(4);
    const claimed = await Promise.all(workers.map((worker) => ask<string[]>(worker, { task: 'drain', file, keys })));
    clearInterval(timer);
    look();

    expect(claimed.flat().sort()).toEqual([...keys].sort());
    expect(tracker.counts()).toEqual({
      ...{ queued: 0, running: 0, interrupted: 0, stale: 0, failed: 0, invalid: 0 },
      done: 1200,
    });
    expect(tracker.runs().every(({ attempts, result }) => attempts === 1 && result !== null)).toBe(true);
    const done = seen.map((look) => look.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(seen.some((look) => look.done > 0 && look.done < 1200)).toBe(true);
    expect(new Set(seen.map(({ version }) => version)).size).toBeGreaterThan(2);
    reader.close();
    tracker.close();
  });

  it('may open the same new file at once', async () => {
    const folder = temporaryFolder();
    const files = Array.from({ length: 25 }, (_, index) => join(folder, `${index}`, 'runs.db'));
    const workers = await startWorkers(3);
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
    const isAlive = (owner: string) => {
      try {
        return process.kill(Number(owner), 0);
      } catch {
        return false;
      }
    };
    const tracker = Tracker.open(file, { now: Date.now, isAlive });
    const cells = cellsOf(1);
    tracker.enqueue(cells, 'test');
    const keys = cells.map(({ identity }) => runKey(identity));

    const [worker] = await startWorkers(1);
    expect(await ask<string>(worker!, { task: 'claim', file, keys })).toBe(keys[0]);
    expect(tracker.claim(keys, 'heir', provenance)).toBeUndefined();
    worker!.kill('SIGKILL');
    await once(worker!, 'exit');
    expect(tracker.claim(keys, 'heir', provenance)).toBe(keys[0]);
    expect(tracker.get(keys[0]!)).toMatchObject({ state: 'running', owner: 'heir', attempts: 2 });
    tracker.close();
  });
});
