import { statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { formatCsv, summarize, Tracker } from '@shotbench/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openEvents } from '../../test/http.ts';
import { newDatabase, record, recordSeeds } from '../../test/sample-results.ts';
import { startDashboard } from '../index.ts';
import type { ResultsIndex } from '../views/index/index-api.ts';
import { AskedLately } from './asked-lately.ts';
import { EditionsAside } from './editions-aside.ts';

/** Processes take their time to start where others keep the machine busy. */
const SLOWLY = { timeout: 60_000 };

/** Editions of a new results file, read by processes, with whether these still run. */
async function opened() {
  const { file, tracker } = newDatabase();
  recordSeeds(tracker, [60, 61, 62]);
  const reading = Tracker.openReadOnly(file);
  onTestFinished(() => reading.close());
  const lately = new AskedLately();
  const editions = await EditionsAside.open({ file, pictured: [], version: () => `v${reading.dataVersion()}`, lately });
  onTestFinished(() => editions.close());
  const csv = async () => (await editions.current()).answer({ view: 'overview', extension: 'csv', parameters: {} });
  return { file, tracker, editions, lately, csv };
}

/** Waits until an edition has been read that is of the file as it is. */
async function untilRead(editions: EditionsAside, before: string): Promise<void> {
  await expect.poll(() => editions.version(), SLOWLY).not.toBe(before);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('EditionsAside', () => {
  it('answers from what was there until what is new has been read', async () => {
    const { tracker, editions, csv } = await opened();
    const [before, version] = [await csv(), editions.version()];
    expect(before).toBe(formatCsv(summarize(tracker.runs())));
    record(tracker, 99, { dataset: 'eurosat' });
    const soon = await editions.current();
    expect(soon.version).toBe(version);
    expect(await soon.answer({ view: 'overview', extension: 'csv', parameters: {} })).toBe(before);
    await untilRead(editions, version);
    expect(await csv()).toBe(formatCsv(summarize(tracker.runs())));
    // Back and forth between two processes.
    const second = editions.version();
    record(tracker, 98, { dataset: 'dtd' });
    await untilRead(editions, second);
    expect(await csv()).toBe(formatCsv(summarize(tracker.runs())));
    expect(editions.pids).toHaveLength(2);
  });

  it('passes on what is unknown or wrong', async () => {
    const { editions } = await opened();
    const edition = await editions.current();
    await expect(edition.answer({ view: 'nothing', parameters: {} })).rejects.toMatchObject({
      ...{ name: 'ShotbenchError', code: 'DASHBOARD_QUERY', message: 'there is no view "nothing"' },
    });
    const shots = edition.answer({ view: 'overview', parameters: { shots: 'x' } });
    await expect(shots).rejects.toThrow('shots is "x"; expected a whole number, such as 16');
  });

  it('has answered ahead what the pages that are open ask for', async () => {
    const { tracker, editions, lately } = await opened();
    const asked = { view: 'overview', parameters: { shots: '16' } };
    lately.note(asked);
    const version = editions.version();
    record(tracker, 70, { dataset: 'eurosat' });
    await untilRead(editions, version);
    const edition = await editions.current();
    // With nobody left to compute it.
    for (const pid of editions.pids) process.kill(pid, 'SIGKILL');
    expect(await edition.answer(asked)).toContain('eurosat');
    await expect(edition.answer(asked)).rejects.toThrow('the process that reads the results has ended (SIGKILL)');
  });

  it('starts processes again that have died', async () => {
    const { tracker, editions, csv } = await opened();
    for (let round = 0; round < 3; round++) {
      for (const pid of editions.pids) process.kill(pid, 'SIGKILL');
      record(tracker, 70 + round, { dataset: `another-${round}` });
      await expect.poll(csv, SLOWLY).toBe(formatCsv(summarize(tracker.runs())));
    }
  });

  it('ends its processes with itself', async () => {
    const { tracker, editions, csv } = await opened();
    const version = editions.version();
    record(tracker, 70, { dataset: 'eurosat' });
    await untilRead(editions, version);
    record(tracker, 71, { dataset: 'dtd' });
    await csv();
    const { pids } = editions;
    await editions.close();
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

describe('a dashboard over more runs than it reads itself', () => {
  async function start(readHereUpTo: number) {
    const { file, tracker } = newDatabase();
    recordSeeds(tracker, [60, 61, 62]);
    const dashboard = await startDashboard({ database: file, port: 0, readHereUpTo });
    onTestFinished(() => dashboard.close());
    const text = async (path: string) => (await fetch(new URL(path, dashboard.url))).text();
    const index = async () => JSON.parse(await text('api/index')) as ResultsIndex;
    return { file, tracker, url: dashboard.url, text, index };
  }

  it('announces a version when its results are there', async () => {
    const { tracker, url, index } = await start(0);
    const events = await openEvents(url);
    expect(await events.next()).toBe((await index()).version);
    for (const seed of [4, 5, 6]) {
      record(tracker, 63, { seed });
      for (let done = 0; done < seed;) {
        const version = await events.next();
        const seen = await index();
        expect(seen.version).toBe(version);
        done = seen.counts.done;
      }
    }
  });

  it('is one that has grown, too', async () => {
    const { tracker, index, text } = await start(3);
    expect((await index()).counts.done).toBe(3);
    for (const seed of [4, 5, 6]) {
      record(tracker, 63, { seed });
      expect((await index()).counts.done).toBe(seed);
    }
    // Sooner or later another process reads, and until it has done so the numbers are those of before: never older ones.
    let done = 6;
    for (let seed = 7; seed < 20; seed++) {
      record(tracker, 64, { seed });
      await sleep(200);
      const now = (await index()).counts.done;
      expect(now).toBeGreaterThanOrEqual(done);
      done = now;
    }
    await expect.poll(async () => (await index()).counts.done, SLOWLY).toBe(19);
    expect(await text('api/overview.csv')).toBe(formatCsv(summarize(tracker.runs())));
  });

  it('says in one line that the file is broken, and lives', async () => {
    const { file, url, tracker } = await start(0);
    record(tracker, 63, { seed: 4 });
    for (const part of [file, `${file}-wal`]) writeFileSync(part, 'x'.repeat(statSync(part).size));
    const status = async () => (await fetch(new URL('api/index', url))).status;
    await expect.poll(status, SLOWLY).toBe(500);
    const told = await (await fetch(new URL('api/index', url))).text();
    expect(told.trim().split('\n')).toEqual([expect.stringMatching(/\w/)]);
    expect((await fetch(url)).status).toBe(200);
  });
});
