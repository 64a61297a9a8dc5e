import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { EXTENSIONS } from '../src/views/view-api.ts';
import { VIEW_APIS } from '../src/views/views.ts';
import { fillEveryEvaluation } from './every-evaluation.ts';
import { hostileRequest, ODD_TEXTS, type RawAnswer, sendRaw } from './hostile-requests.ts';
import { rawGet } from './http.ts';
import { serve } from './serve.ts';

const FUZZED = 4000;
const AT_ONCE = 25;
const SEED = 20261129;

/** What the results file holds, byte for byte. */
function contentOf(file: string): string {
  const parts = [file, `${file}-wal`].map((part) => (existsSync(part) ? readFileSync(part) : Buffer.alloc(0)));
  return parts.map((part) => createHash('sha256').update(part).digest('hex')).join(' ');
}

/** Success, or a refusal in one line that tells nothing of the inside. */
function expectCivil({ status, head, body }: RawAnswer, asked: string): void {
  const told = `${asked}\n→ ${head}\n\n${body.slice(0, 500)}`;
  // Node closes without a word what it takes for a tunnel.
  if (status === undefined) return expect(head, told).toBe('');
  expect(status, told).toBeGreaterThanOrEqual(100);
  expect(status, told).toBeLessThan(500);
  if (status < 400) return;
  const lines = body.trim() === '' ? [] : body.trim().split('\n');
  expect(lines.length, told).toBeLessThanOrEqual(1);
  // A path that was asked for may be told back, but none of this machine.
  for (const inside of [import.meta.dirname, 'node_modules', '    at ', 'node:internal']) {
    if (!asked.includes(inside)) expect(body, told).not.toContain(inside);
  }
  if (body !== '') expect(head, told).toContain('Content-Type: text/plain; charset=utf-8');
}

describe('requests that mean harm', () => {
  it(`are answered civilly, ${FUZZED} random ones, and change nothing`, async () => {
    const { url, file } = await serve(fillEveryEvaluation);
    const [before, index] = [contentOf(file), await (await fetch(new URL('api/index', url))).text()];
    const requests = fc.sample(hostileRequest, { numRuns: FUZZED, seed: SEED });
    const statuses = new Map<number | undefined, number>();
    for (let first = 0; first < requests.length; first += AT_ONCE) {
      const some = requests.slice(first, first + AT_ONCE);
      // Those that promise a body which never comes are given up by the client.
      const answers = await Promise.all(some.map((request) => sendRaw(url, request, 1000)));
      answers.forEach((answer, i) => {
        expectCivil(answer, some[i]!.toString());
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      });
    }
    // Not all of one kind, or nothing was tried.
    for (const status of [200, 400, 404]) expect(statuses.get(status), `${status}`).toBeGreaterThan(50);
    expect(await (await fetch(new URL('api/index', url))).text()).toBe(index);
    expect(contentOf(file)).toBe(before);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('are answered civilly with each odd text in each parameter of each view', async () => {
    const { url, file } = await serve(fillEveryEvaluation);
    const before = contentOf(file);
    for (const view of VIEW_APIS) {
      const routes = [
        view.name,
        ...EXTENSIONS.filter((one) => view.documents?.[one]).map((one) => `${view.name}.${one}`),
      ];
      for (const route of routes) {
        for (const parameter of Object.keys(view.query.shape)) {
          for (const odd of ODD_TEXTS) {
            const { status, text } = await rawGet(url, `/api/${route}?${parameter}=${encodeURIComponent(odd)}`);
            const told = `${route} ${parameter}=${odd.slice(0, 60)}: ${status} ${text.slice(0, 200)}`;
            expect([200, 400, 404], told).toContain(status);
            if (status !== 200) expect(text.trim().split('\n'), told).toHaveLength(1);
          }
        }
      }
    }
    expect(contentOf(file)).toBe(before);
  });

  it.each([
    ...[
      '/api/../package.json',
      '/api/..%2f..%2fpackage.json',
      '/api/%2e%2e/%2e%2e/package.json',
      '/api/index/..%2f.sources',
    ],
    ...VIEW_APIS.flatMap(({ name }) => [
      ...[
        `/api/${name}/../../package.json`,
        `/api/${name}/%2e%2e/package.json`,
        `/api/${name}.csv/..%2f..%2fpackage.json`,
      ],
      ...[`/api/${name}%00`, `/api/${name}.`, `/api/${name}.exe`, `/api/./${name}/x`, `/api/${name}\\..\\package.json`],
    ]),
  ])('find nothing at %s', async (path) => {
    const { url } = await serve(() => undefined);
    const { status, text } = await rawGet(url, path);
    expect([400, 404]).toContain(status);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).not.toContain('@shotbench');
  });
});

describe('connections that mean harm', () => {
  function open(url: string, bytes: string): Promise<Socket> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(bytes, () => resolve(socket)));
      socket.on('error', () => undefined);
      onTestFinished(() => void socket.destroy());
    });
  }

  it('do not keep others from being answered: unfinished, silent and reset ones, and many event streams', async () => {
    const { url, file } = await serve(fillEveryEvaluation);
    const before = contentOf(file);
    const stream = 'GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    const beginnings = [
      '',
      'G',
      'GET /api/index HT',
      'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ',
      stream,
      '\0\0\0\0',
      '\x16\x03\x01',
    ];
    const sockets = await Promise.all(
      Array.from({ length: 300 }, (_, i) => open(url, beginnings[i % beginnings.length]!)),
    );
    expect((await fetch(new URL('api/overview', url))).status).toBe(200);
    for (const socket of sockets) socket.resetAndDestroy();
    expect((await fetch(new URL('api/overview', url))).status).toBe(200);
    expect(contentOf(file)).toBe(before);
  });

  it('are ended where a request is larger than any can be', async () => {
    const { url } = await serve(() => undefined);
    const long = 'a'.repeat(100_000);
    const get = (path: string, headers = ''): Promise<RawAnswer> =>
      sendRaw(url, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n`));
    expect((await get(`/${long}`)).status).toBe(431);
    expect((await get('/', `X-A: ${long}\r\n`)).status).toBe(431);
    expect((await get('/', 'X-A: b\r\n'.repeat(5000))).status).toBe(431);
    expect((await get('/')).status).toBe(200);
  });
});
