import { statSync, writeFileSync } from 'node:fs';

import { describe, expect, it, onTestFinished } from 'vitest';

import { openEvents } from '../../test/http.ts';
import { newDatabase, record } from '../../test/sample-results.ts';
import { startDashboard } from '../index.ts';
import type { ResultsIndex } from '../views/index/index-api.ts';

async function start() {
  const { file, tracker } = newDatabase();
  record(tracker, 60);
  const dashboard = await startDashboard({ database: file, port: 0 });
  onTestFinished(() => dashboard.close());
  const results = async () => (await (await fetch(new URL('api/index', dashboard.url))).json()) as ResultsIndex;
  return { file, tracker, url: dashboard.url, results };
}

describe('/api/events', () => {
  it('gives the version at once, and a new one after another connection has committed', async () => {
    const { tracker, url, results } = await start();
    const events = await openEvents(url);
    const before = await results();
    expect(await events.next()).toBe(before.version);
    record(tracker, 70, { seed: 2 });
    const version = await events.next();
    expect(version).not.toBe(before.version);
    const after = await results();
    expect(after.counts.done).toBe(2);
    // Enqueuing, claiming and completing are three commits, of which some may share an event.
    for (let seen = version; seen !== after.version; seen = await events.next()) expect(seen).toBeDefined();
  });

  it('tells everybody who listens, and whoever comes later', async () => {
    const { tracker, url } = await start();
    const [one, other] = [await openEvents(url), await openEvents(url)];
    const before = await one.next();
    expect(await other.next()).toBe(before);
    tracker.enqueue([], 'test');
    record(tracker, 'queued', { seed: 2 });
    const after = await one.next();
    expect(after).not.toBe(before);
    expect(await other.next()).toBe(after);
    expect(await (await openEvents(url)).next()).toBe(after);
  });

  it('has no version twice for two servers, so that a page notices a restart', async () => {
    const { file, results } = await start();
    const other = await startDashboard({ database: file, port: 0 });
    onTestFinished(() => other.close());
    const response = await fetch(new URL('api/index', other.url));
    expect(((await response.json()) as ResultsIndex).version).not.toBe((await results()).version);
  });
});

describe('its clock', () => {
  it("is this machine's, told at once", async () => {
    const { url } = await start();
    const response = await fetch(new URL('api/events', url));
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes('event: clock')) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    const told = Number(/event: clock\ndata: (\d+)\n\n/.exec(text)?.[1]);
    expect(Math.abs(told - Date.now())).toBeLessThan(60_000);
  });

  it('comes with no parameters', async () => {
    const { url } = await start();
    const response = await fetch(new URL('api/events?since=1', url));
    expect([response.status, await response.text()]).toEqual([400, '"since" is not a parameter; expected none\n']);
  });
});

describe('a results file that breaks under the server', () => {
  it('is a 500 with one line, and no end of the server', async () => {
    const { file, url } = await start();
    for (const part of [file, `${file}-wal`]) writeFileSync(part, 'x'.repeat(statSync(part).size));
    const response = await fetch(new URL('api/index', url));
    expect(response.status).toBe(500);
    expect((await response.text()).trim().split('\n')).toEqual([expect.stringMatching(/\w/)]);
    expect((await fetch(url)).status).toBe(200);
  });
});
