/**
 * The table of a results file of 100,000 done runs: seconds of each step from rows to text, the best of several rounds, and then of
 * `shotbench table` as a process of its own, beside `shotbench table --help`, which is what starting takes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatCsv, formatText, pivots, summarize, tableSheet, Tracker } from '../src/index.ts';
import { largeDatabase } from './large-database.ts';

const RUNS = 100_000;
const ROUNDS = 3;
const MOST_SECONDS = 1;
const BIN = join(import.meta.dirname, '..', '..', '..', 'apps', 'runner', 'bin', 'shotbench.js');

const best = new Map<string, number>();
function timed<T>(name: string, work: () => T): T {
  const began = performance.now();
  const result = work();
  best.set(name, Math.min(best.get(name) ?? Infinity, (performance.now() - began) / 1000));
  return result;
}

function command(name: string, args: readonly string[]): void {
  const { status, stderr } = timed(name, () =>
    spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 }),
  );
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
}

const folder = mkdtempSync(join(tmpdir(), 'large-tables-bench-'));
try {
  const file = largeDatabase(folder, RUNS);
  for (let round = 0; round < ROUNDS; round++) {
    timed('text, all steps', () => {
      const tracker = timed('open', () => Tracker.openReadOnly(file));
      const runs = timed('read', () => tracker.tableRuns({ evaluations: ['few-shot'] }));
      tracker.close();
      const cells = timed('summarize', () => summarize(runs));
      const tables = timed('arrange', () => pivots(cells));
      timed('print as text', () => formatText(tableSheet(tables)));
      return cells;
    });
  }
  const tracker = Tracker.openReadOnly(file);
  const cells = summarize(tracker.tableRuns());
  tracker.close();
  for (let round = 0; round < ROUNDS; round++) timed('print as CSV', () => formatCsv(cells));
  for (let round = 0; round < ROUNDS; round++) {
    command('shotbench table --help', ['table', '--help']);
    command('shotbench table', ['table', '--db', file]);
  }
  console.log(
    `${RUNS} runs, ${cells.length} cells, best of ${ROUNDS} (the table in less than ${MOST_SECONDS} s asked for)`,
  );
  for (const [name, seconds] of best) console.log(`  ${name.padEnd(22)} ${seconds.toFixed(3)} s`);
} finally {
  rmSync(folder, { recursive: true });
}
