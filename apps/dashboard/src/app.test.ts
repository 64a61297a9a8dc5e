import {
  arrange,
  formatCsv,
  formatJson,
  type GridEntry,
  PAPER_LAYOUT,
  summarize,
  tableSheet,
} from '@shotbench/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';

import { rawGet } from '../test/http.ts';
import { newDatabase, record, recordSeeds } from '../test/sample-results.ts';
import { startDashboard } from './index.ts';
import type { ResultsIndex } from './views/index/index-api.ts';
import type { Overview } from './views/overview/overview-api.ts';
import type { OverviewEntry } from './views/overview/overview-table.ts';

async function start(host?: string) {
  const { file, tracker } = newDatabase();
  for (const [backbone, gain] of [['RN50', 0] as const, ['ViT-B/32', 5] as const]) {
    recordSeeds(tracker, [60 + gain, 61.123, 'failed'], { backbone });
    recordSeeds(tracker, [40 + gain, 41.5, 42], { backbone, dataset: 'eurosat' });
    record(tracker, 55, { backbone, method: 'zero-shot', seed: null });
    record(tracker, 50 + gain, { backbone, shots: 1 });
  }
  const dashboard = await startDashboard({ database: file, port: 0, ...(host === undefined ? {} : { host }) });
  onTestFinished(() => dashboard.close());
  const text = async (path: string) => (await fetch(new URL(path, dashboard.url))).text();
  return { tracker, url: dashboard.url, text };
}

/** An entry of the page as the tracker prints it. */
function gridEntry(entry: OverviewEntry | null): GridEntry {
  if (entry === null) return {};
  const { mean, interval, best, second, failed, missing, n } = entry;
  const planned = (n ?? 0) + failed + missing;
  const partial = failed + missing > 0 ? { done: n ?? 0, planned } : undefined;
  return { mean: mean ?? undefined, interval: interval ?? undefined, best, second, partial };
}

describe('the API', () => {
  it('gives the table as the command line does', async () => {
    const { tracker, text } = await start();
    const cells = summarize(tracker.runs());
    expect(await text('api/overview.csv')).toBe(formatCsv(cells));
    expect(await text('api/overview.json')).toBe(formatJson(cells));
    expect(cells).toHaveLength(8);
  });

  it('narrows what it gives by backbone and shots, with the same numbers', async () => {
    const { tracker, text } = await start();
    const cells = summarize(tracker.runs());
    const narrowed = cells.filter(({ backbone, shots }) => backbone === 'ViT-B/32' && shots === 16);
    expect(await text('api/overview.csv?backbone=ViT-B%2F32&shots=16')).toBe(formatCsv(narrowed));
    expect(await text('api/overview.json?shots=1')).toBe(formatJson(cells.filter(({ shots }) => shots === 1)));
    expect(await text('api/overview.csv?shots=3')).toBe(formatCsv([]));
    const { tables } = JSON.parse(await text('api/overview?backbone=RN50')) as Overview;
    expect(tables.map(({ backbone }) => backbone)).toEqual(['RN50', 'RN50']);
  });

  it("gives the page the tracker's own numbers, marks and counts", async () => {
    const { tracker, text } = await start();
    const index = JSON.parse(await text('api/index')) as ResultsIndex;
    expect(index.counts).toEqual({
      ...{ queued: 0, running: 0, interrupted: 0, stale: 0, done: 14, failed: 2, invalid: 0 },
    });
    const ofBackbones = ['RN50', 'ViT-B/32'].map(async (backbone) => {
      const { tables } = JSON.parse(await text(`api/overview?backbone=${encodeURIComponent(backbone)}`)) as Overview;
      return tables;
    });
    const tables = (await Promise.all(ofBackbones)).flat();
    const { tables: first } = JSON.parse(await text('api/overview')) as Overview;
    expect(first.map(({ backbone, shots }) => [backbone, shots])).toEqual([['RN50', 16]]);
    expect(tables.map(({ backbone, shots }) => [backbone, shots])).toEqual(
      ['RN50', 'ViT-B/32'].flatMap((backbone) => [1, 16].map((shots) => [backbone, shots])),
    );
    const printed = tableSheet(arrange(summarize(tracker.runs()), PAPER_LAYOUT)).grids;
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const shown = tables.map(({ rows }) => rows.map(({ entries }) => entries.map(gridEntry)));
    expect(plain(shown)).toEqual(plain(printed.map(({ lines }) => lines.map(({ entries }) => entries))));
  });

  it('shows few-shot runs alone', async () => {
    const { tracker, text } = await start();
    const shown = async () => {
      const { methods, backbones } = JSON.parse(await text('api/index')) as ResultsIndex;
      return { methods, backbones, overview: await text('api/overview'), csv: await text('api/overview.csv') };
    };
    const before = await shown();
    record(tracker, 99, { evaluation: { kind: 'base-to-novel' } });
    record(tracker, 98, { evaluation: { kind: 'shifted', targets: [{ name: 'sketch', hash: '22222222' }] } });
    expect(await shown()).toEqual(before);
  });

  it.each([
    ['shots=many', 'shots is "many"; expected a whole number, such as 16'],
    ['shots=-1', 'shots is "-1"; expected a whole number, such as 16'],
    ['shots=', 'shots is ""; expected a whole number, such as 16'],
    ['shots=1&shots=2', 'shots is ["1","2"]; expected one number'],
    ['shots=99999999999999999999', 'shots is "99999999999999999999"; expected a whole number, such as 16'],
    ['backbone=', 'backbone is ""; expected a name'],
    ['backbone=a&backbone=b', 'backbone is ["a","b"]; expected one name'],
    ['mix=2', 'mix is "2"; expected 1, or nothing'],
    ['evaluation=zero', 'evaluation is "zero"; expected one of few-shot, base-to-novel, transfer, shifted'],
    ['evaluation=transfer&dataset=pets', 'dataset is "pets"; expected none where the evaluation is not few-shot'],
    ['shot=1', '"shot" is not a parameter; expected backbone, shots, dataset, evaluation, mix, oracle, paper'],
    [
      '__proto__=1',
      '"__proto__" is not a parameter; expected backbone, shots, dataset, evaluation, mix, oracle, paper',
    ],
  ])('refuses %s with one line', async (query, line) => {
    const { url } = await start();
    for (const path of ['api/overview', 'api/overview.csv', 'api/overview.json']) {
      const response = await fetch(new URL(`${path}?${query}`, url));
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toBe(`${line}\n`);
    }
  });

  it('has nothing else', async () => {
    const { url } = await start();
    for (const path of ['api', 'api/', 'api/nothing', 'api/overview.svg', 'overview']) {
      expect((await fetch(new URL(path, url))).status, path).toBe(404);
    }
    const posted = await fetch(new URL('api/overview', url), { method: 'POST' });
    expect([posted.status, await posted.text()]).toEqual([404, 'there is no POST /api/overview here\n']);
  });
});

describe('what browsers are told', () => {
  it('is the same strict policy with every answer', async () => {
    const { url } = await start();
    for (const path of ['', 'api/overview', 'api/overview.csv', 'api/overview.csv?shots=x', 'nowhere']) {
      const { headers } = await fetch(new URL(path, url));
      const policy = headers.get('content-security-policy')?.split('; ');
      expect(policy, path).toEqual([
        ...[
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "img-src 'self' blob:",
        ],
        ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
      ]);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
      expect(headers.has('x-powered-by'), path).toBe(false);
      expect(headers.has('access-control-allow-origin'), path).toBe(false);
    }
  });

  it('lets the page be cached by its hashed names only', async () => {
    const { url } = await start();
    const page = await fetch(url);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const assets = [...(await page.text()).matchAll(/(?:src|href)="(\.\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(assets.map((path) => path.split('.').at(-1)).sort()).toEqual(['css', 'js', 'svg']);
    for (const path of assets) {
      const { status, headers } = await fetch(new URL(path, url));
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });
});

describe('what is refused', () => {
  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/..\\package.json',
    '//etc/passwd',
    '/.sources',
    '/src/index.ts',
    '/page/main.ts',
    '/main.ts',
    '/%00',
    '/%',
  ])('is the path %s', async (path) => {
    const { url } = await start();
    const { status, text } = await rawGet(url, path);
    expect([400, 404]).toContain(status);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).not.toContain('@shotbench');
  });

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '',
    'a b',
    '[::1',
    '0',
  ])('is the host "%s"', async (host) => {
    const { url } = await start();
    for (const path of ['/', '/api/overview', '/api/events']) {
      const { status, text } = await rawGet(url, path, host);
      expect(status).toBe(403);
      expect(text).toBe('the Host header names another host; expected localhost or 127.0.0.1\n');
    }
  });

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST:4680', '[::1]:1', '127.0.0.1:80'])(
    'is not the host "%s"',
    async (host) => {
      const { url } = await start();
      expect((await rawGet(url, '/api/overview.csv', host)).status).toBe(200);
    },
  );

  it('is no host where the server is open to others', async () => {
    const { url } = await start('0.0.0.0');
    expect((await rawGet(url, '/api/overview.csv', 'bench.example')).status).toBe(200);
  });
});
