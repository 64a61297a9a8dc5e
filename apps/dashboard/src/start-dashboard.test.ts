import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { openEvents } from '../test/http.ts';
import { newDatabase, record, temporaryFolder } from '../test/sample-results.ts';
import { type DashboardOptions, startDashboard } from './index.ts';

async function start(options: Partial<DashboardOptions> = {}) {
  const { file, tracker } = newDatabase();
  record(tracker, 60);
  const dashboard = await startDashboard({ database: file, port: 0, ...options });
  onTestFinished(() => dashboard.close());
  return dashboard;
}

// The first start in a fresh clone builds the page.
describe('startDashboard', () => {
  it('listens on a free port of this machine and serves the page', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<h1>Shotbench</h1>');
  });

  it('says which port is in use and what to do', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(start({ port })).rejects.toMatchObject({ name: 'ShotbenchError', code: 'DASHBOARD_PORT' });
    await expect(start({ port })).rejects.toThrow(
      `port ${port} of 127.0.0.1 is already in use; expected a free one; give another with --port, where 0 takes any ` +
        'that is free',
    );
  });

  it('says which host is not of this machine', async () => {
    const refused = start({ host: '192.0.2.1' });
    await expect(refused).rejects.toMatchObject({ name: 'ShotbenchError', code: 'DASHBOARD_HOST' });
    await expect(refused).rejects.toThrow(/^"192\.0\.2\.1" cannot be listened on \(E[A-Z]+\); expected a name/);
  });

  it("passes on the tracker's complaint about the results file", async () => {
    const folder = temporaryFolder();
    const database = join(folder, 'runs.sqlite');
    await expect(start({ database })).rejects.toMatchObject({ code: 'TRACKER_MISSING' });
    await expect(start({ database })).rejects.toThrow(`${database} does not exist; expected a results file; make one`);
    writeFileSync(database, 'some text, no database');
    await expect(start({ database })).rejects.toMatchObject({ code: 'TRACKER_NOT_OURS' });
  });

  it('ends open event streams when it is closed, and closes once however often asked', async () => {
    const dashboard = await start();
    const events = await openEvents(dashboard.url);
    expect(await events.next()).toBeDefined();
    await Promise.all([dashboard.close(), dashboard.close()]);
    expect(await events.next()).toBeUndefined();
    await expect(fetch(dashboard.url)).rejects.toThrow('fetch failed');
    await dashboard.close();
  });

  it('waits for nobody who never finishes a request', async () => {
    const dashboard = await start();
    const socket = connect(Number(new URL(dashboard.url).port), '127.0.0.1');
    const ended = new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
    await new Promise<void>((resolve) => socket.write('GET / HTTP/1.1\r\n', () => resolve()));
    // The server has taken the connection by the time it answers another one.
    await fetch(dashboard.url);
    await dashboard.close();
    await ended;
  }, 20_000);
});
