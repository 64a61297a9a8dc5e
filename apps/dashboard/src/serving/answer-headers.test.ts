import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it, onTestFinished } from 'vitest';

import { newDatabase, record } from '../../test/sample-results.ts';
import { fillSweep } from '../../test/sample-sweep.ts';
import { startDashboard } from '../index.ts';

async function start() {
  const { file, tracker } = newDatabase();
  fillSweep(tracker);
  const dashboard = await startDashboard({ database: file, port: 0 });
  onTestFinished(() => dashboard.close());
  const ask = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      get(new URL(path, dashboard.url), { headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
        );
      }).on('error', reject);
    });
  return { tracker, ask };
}

describe('answers of the API', () => {
  it('are not sent again while they are the same', async () => {
    const { tracker, ask } = await start();
    const { headers, body } = await ask('api/overview');
    const etag = String(headers['etag']);
    expect(headers['cache-control']).toBe('no-cache');
    const again = await ask('api/overview', { 'If-None-Match': etag });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, etag]);
    record(tracker, 99, { dataset: 'another' });
    const changed = await ask('api/overview', { 'If-None-Match': etag });
    expect([changed.status, changed.body.equals(body)]).toEqual([200, false]);
    expect((await ask('api/overview?shots=x', { 'If-None-Match': String(changed.headers['etag']) })).status).toBe(400);
  });

  it('are compressed where that is taken', async () => {
    const { ask } = await start();
    for (const path of ['api/overview', 'api/overview.csv']) {
      const [plain, zipped] = [await ask(path), await ask(path, { 'Accept-Encoding': 'br, gzip;q=0.5' })];
      expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
      expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
      expect(zipped.body.length).toBeLessThan(plain.body.length / 2);
      expect([plain.headers['vary'], zipped.headers['vary']]).toEqual(['Accept-Encoding', 'Accept-Encoding']);
      expect((await ask(path, { 'Accept-Encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
    }
  });

  it('name their type', async () => {
    const { ask } = await start();
    const type = async (path: string) => (await ask(path)).headers['content-type'];
    expect(await type('api/overview')).toBe('application/json; charset=utf-8');
    expect(await type('api/overview.json')).toBe('application/json; charset=utf-8');
    expect(await type('api/overview.csv')).toBe('text/csv; charset=utf-8');
  });
});
