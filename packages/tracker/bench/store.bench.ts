/**
 * The store under load: claims and completions of runs that take no time, by one process and by eight on one database, and planning 10,000
 * cells on a database of 100,000 runs. Seconds are by the clock, with all waiting for other writers; processor time of the workers beside them,
 * which other programs on the machine shape less. Asked for is a claim with its completion in at most 1 ms of it, by eight too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Cell, runKey, Tracker } from '../src/index.ts';
import { cellWith } from '../test/fixtures.ts';
import { ask, startWorkers } from '../test/start-workers.ts';
import type { Drained } from '../test/worker.ts';

const ROUNDS = 3;
const DRAINED = 4_000;
const CELLS = 10_000;
const RUNS = 100_000;
const PROCESSES = [1, 8] as const;
const options = { now: Date.now, isAlive: () => true };

function cellsFrom(first: number, count: number): Cell[] {
  return Array.from({ length: count }, (_, i) => cellWith({ seed: first + i }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

interface Drain {
  /** Milliseconds for each cell, by the clock and of processor time. */
  readonly wall: number;
  readonly processor: number;
  /** Milliseconds of every claim, rising. */
  readonly claims: readonly number[];
}

/** This many processes drain a new database. */
async function drainBy(processes: number, folder: string): Promise<Drain> {
  const file = join(folder, `${processes}-${performance.now()}.db`);
  const tracker = Tracker.open(file, options);
  const cells = cellsFrom(0, DRAINED);
  tracker.enqueue(cells, 'bench');
  const keys = cells.map(({ identity }) => runKey(identity));
  const workers = await startWorkers(processes);
  const began = performance.now();
  const drained = await Promise.all(workers.map((worker) => ask<Drained>(worker, { task: 'drain', file, keys })));
  const wall = (performance.now() - began) / DRAINED;
  for (const worker of workers) worker.disconnect();
  tracker.close();
  const processor = drained.reduce((sum, one) => sum + one.processor, 0) / DRAINED;
  return { wall, processor, claims: drained.flatMap((one) => one.claims).sort((a, b) => a - b) };
}

async function benchDraining(folder: string): Promise<void> {
  const drains = new Map<number, Drain[]>(PROCESSES.map((count) => [count, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const processes of PROCESSES) drains.get(processes)!.push(await drainBy(processes, folder));
  }
  for (const [processes, rounds] of drains) {
    const [wall, processor] = [median(rounds.map((one) => one.wall)), median(rounds.map((one) => one.processor))];
    const claims = rounds[0]!.claims;
    const at = (share: number): string => claims[Math.floor(share * (claims.length - 1))]!.toFixed(2);
    console.log(
      `${processes} processes: ${(1000 / wall).toFixed(0)} cells/s, ${wall.toFixed(2)} ms for a claim with its completion, ` +
        `${processor.toFixed(2)} ms of processor time; a claim waits ${at(0.5)} ms (median), ${at(0.99)} ms (99 %), ${at(1)} ms (worst)`,
    );
  }
}

function benchPlanning(folder: string): void {
  const tracker = Tracker.open(join(folder, 'large.db'), options);
  for (let first = 0; first < RUNS; first += CELLS) tracker.enqueue(cellsFrom(first, CELLS), 'bench');
  const present = cellsFrom(RUNS / 2, CELLS);
  const keys = present.map(({ identity }) => runKey(identity));
  const times = { states: [] as Time[], present: [] as Time[], added: [] as Time[] };
  for (let round = 0; round < ROUNDS; round++) {
    const added = cellsFrom(RUNS + round * CELLS, CELLS);
    times.states.push(timed(() => tracker.states(keys)));
    times.present.push(timed(() => tracker.enqueue(present, 'bench')));
    times.added.push(timed(() => tracker.enqueue(added, 'bench')));
  }
  tracker.close();
  for (const [what, rounds] of [
    ['states', times.states],
    ['enqueue, all there', times.present],
    ['enqueue, none there', times.added],
  ] as const) {
    const [wall, processor] = [median(rounds.map((one) => one.wall)), median(rounds.map((one) => one.processor))];
    console.log(
      `${what}, ${CELLS} keys on ${RUNS} runs: ${wall.toFixed(0)} ms, ${processor.toFixed(0)} ms of processor time`,
    );
  }
}

interface Time {
  readonly wall: number;
  readonly processor: number;
}

/** Milliseconds that some work takes. */
function timed(work: () => unknown): Time {
  const [began, used] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - began, processor: (user + system) / 1000 };
}

const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));
try {
  await benchDraining(folder);
  benchPlanning(folder);
} finally {
  rmSync(folder, { recursive: true });
}
