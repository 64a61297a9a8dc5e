/**
 * The dashboard over 100,000 runs, as `shotbench dashboard` serves it: start-up, and for each view the time that an answer takes when it is
 * asked for first, again, and first after a change of the results; the slowest answer while such a change is being read; and the first
 * paint of the overview. Times include the HTTP client of this process. Asked for are answers in 200 ms and the first paint in 1 s.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { runKey, Tracker } from '@shotbench/tracker';

import { largeDatabase } from '../../../packages/tracker/bench/large-database.ts';
import { readSnapshot } from '../src/results/read-snapshot.ts';
import { VIEW_APIS } from '../src/views/views.ts';
import { cellWith } from '../test/sample-results.ts';
import { firstPaints } from './first-paint.ts';
import { listenToVersions, serveDashboard } from './served-dashboard.ts';

const RUNS = 100_000;
/** Of each view. */
const PAGES = 20;
const REPEATS = 5;
const PAINTS = 5;

interface ViewTimes {
  readonly view: string;
  readonly pages: readonly string[];
  readonly first: number[];
  readonly again: number[];
  readonly afterChange: number[];
  bytes: number;
}

/** The addresses of every view's first pages. */
function viewsOf(file: string): ViewTimes[] {
  const tracker = Tracker.openReadOnly(file);
  const source = { tracker, snapshot: readSnapshot(tracker, 'bench') };
  const views = VIEW_APIS.map((view) => ({
    ...{ view: view.name, first: [], again: [], afterChange: [], bytes: 0 },
    pages: view
      .pages(source)
      .slice(0, PAGES)
      .map((parameters) => `api/${view.name}?${new URLSearchParams(parameters).toString()}`),
  }));
  tracker.close();
  return views;
}

/** Milliseconds until the whole answer is there, and its length. */
async function ask(url: string, path: string): Promise<{ milliseconds: number; bytes: number }> {
  const began = performance.now();
  const response = await fetch(new URL(path, url));
  const text = await response.text();
  const milliseconds = performance.now() - began;
  if (!response.ok) throw new Error(`${path} is answered by ${response.status}: ${text}`);
  return { milliseconds, bytes: text.length };
}

async function askAll(
  url: string,
  views: readonly ViewTimes[],
  kind: 'first' | 'again' | 'afterChange',
): Promise<void> {
  for (const view of views) {
    for (const page of view.pages) {
      const { milliseconds, bytes } = await ask(url, page);
      view[kind].push(milliseconds);
      view.bytes = Math.max(view.bytes, bytes);
    }
  }
}

let seed = 1000;
/** One more run is done, as a sweep does it. */
function change(file: string): void {
  const tracker = Tracker.open(file, { now: Date.now, isAlive: () => true });
  const cell = cellWith({ seed: seed++ });
  const provenance = {
    commit: null,
    dirty: null,
    versions: {},
    host: '',
    processor: '',
    threads: 2,
    node: '',
    platform: '',
  };
  const numbers = { trainableParameters: 1, fitSeconds: 1, evaluateSeconds: 1, testCount: 1 };
  tracker.record([{ ...cell, provenance, result: { accuracy: 50, metrics: {}, details: {}, ...numbers } }], 'bench');
  if (tracker.get(runKey(cell.identity)) === undefined) throw new Error('the change was not written');
  tracker.close();
}

/** Milliseconds until a change is announced, and those of the answers to two open pages meanwhile. */
async function follow(url: string, file: string): Promise<{ announced: number; meanwhile: number[] }> {
  const versions: string[] = [];
  const events = listenToVersions(url, (version) => versions.push(version));
  while (versions.length === 0) await sleep(10);
  const [began, known] = [performance.now(), versions.length];
  change(file);
  const meanwhile: number[] = [];
  while (versions.length === known) {
    for (const page of ['api/index', 'api/overview?backbone=RN50&shots=16']) {
      meanwhile.push((await ask(url, page)).milliseconds);
    }
    await sleep(20);
  }
  events.close();
  return { announced: performance.now() - began, meanwhile };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function times(values: readonly number[]): string {
  if (values.length === 0) return '–'.padStart(15);
  return `${median(values).toFixed(1).padStart(7)} ${Math.max(...values)
    .toFixed(1)
    .padStart(7)}`;
}

const folder = mkdtempSync(join(tmpdir(), 'dashboard-bench-'));
try {
  const file = largeDatabase(folder, RUNS);
  const views = viewsOf(file);
  const served = await serveDashboard(file);
  const { url, startMilliseconds } = served;
  try {
    console.log(`${RUNS} runs; listening after ${(startMilliseconds / 1000).toFixed(2)} s`);
    await askAll(url, views, 'first');
    for (let repeat = 0; repeat < REPEATS; repeat++) await askAll(url, views, 'again');
    const changes = [await follow(url, file), await follow(url, file)];
    await askAll(url, views, 'afterChange');
    console.log('milliseconds of an answer: median and worst  (200 asked for)');
    console.log(
      `  ${'view'.padEnd(14)} pages  ${'first'.padStart(15)} ${'again'.padStart(17)} ${'after a change'.padStart(18)}  longest answer`,
    );
    for (const { view, pages, first, again, afterChange, bytes } of views) {
      const columns = [first, again, afterChange].map(times).join('   ');
      console.log(
        `  ${view.padEnd(14)} ${String(pages.length).padStart(5)}  ${columns}   ${(bytes / 1000).toFixed(0).padStart(8)} kB`,
      );
    }
    const announced = changes.map((one) => (one.announced / 1000).toFixed(1)).join(' and ');
    console.log(
      `a change is announced after ${announced} s; answers meanwhile: ${times(changes.flatMap((one) => one.meanwhile)).trim()} ms`,
    );
    const paints = await firstPaints(url, PAINTS);
    if (paints === undefined) console.log('the first paint was not measured: there is no Chromium');
    else {
      const [first, table] = [paints.map((one) => one.first), paints.map((one) => one.table)];
      console.log(`the overview, ${paints[0]!.rows} rows, of ${PAINTS} times (1000 asked for)`);
      console.log(`  first paint ${times(first)} ms, table painted ${times(table)} ms`);
    }
  } finally {
    await served.close();
  }
} finally {
  rmSync(folder, { recursive: true });
}
