import { setMaxListeners } from 'node:events';

import type { Provenance, Tracker } from '@shotbench/tracker';

import { CellQueue } from './cell-queue.ts';
import { finishCell } from './finish-cell.ts';
import type { Plan } from './plan.ts';
import type { CellRunner } from './pool/cell-runner.ts';
import type { SweepReporter } from './reporter.ts';

export interface RunSweepOptions {
  readonly plan: Plan;
  readonly plannedBy: string;
  readonly tracker: Tracker;
  readonly owner: string;
  readonly provenance: Provenance;
  /** Whether the first cell that fails ends the sweep. Default: no. */
  readonly failFast?: boolean;
  readonly signal: AbortSignal;
  readonly reporter: SweepReporter;
  /** How many cells are run at a time, each by a runner of its own. */
  readonly workers: number;
  /** @param signal is aborted when the sweep is to end. */
  readonly startRunner: (signal: AbortSignal) => CellRunner;
}

export interface SweepSummary {
  /** Cells that were run here and are done. */
  readonly ran: number;
  /** Cells that were run here and have failed. */
  readonly failed: number;
  /** How often a cell was tried once more, because something was not at hand or its worker was gone. */
  readonly retries: number;
  readonly alreadyDone: number;
  /** Cells that had failed before, or have failed in another sweep beside this one. */
  readonly alreadyFailed: number;
  /** Cells that were taken back after they were done. */
  readonly invalid: number;
  /** Whether `failFast` has ended the sweep. */
  readonly isCutShort: boolean;
}

const HEARTBEAT_MS = 5_000;

/**
 * Makes every cell of the plan exist: claims and runs what is missing until nothing is, waiting for cells that other
 * sweeps hold and taking over those whose sweep has died. This process alone writes to the database.
 */
export async function runSweep(options: RunSweepOptions): Promise<SweepSummary> {
  const { plan, tracker, owner, reporter, signal } = options;
  const keys = plan.cells.map(({ key }) => key);
  tracker.enqueue(plan.cells, options.plannedBy);
  const before = countStates(tracker, keys);
  reporter.start(keys.length, before.done + before.failed + before.invalid);

  const stop = new AbortController();
  const running = AbortSignal.any([signal, stop.signal]);
  // Every worker listens; Node takes more than ten for a leak.
  setMaxListeners(0, running);
  const counts = { ran: 0, failed: 0, retries: 0, isCutShort: false };
  const queue = new CellQueue({
    ...{ cells: plan.cells, tracker, owner, provenance: options.provenance, signal: running },
    onWait: (cells) => reporter.waiting(cells),
  });
  const deaths = new Map<string, number>();
  const onRetry = (): void => void counts.retries++;

  async function work(runner: CellRunner): Promise<void> {
    for (let cell = await queue.next(); cell; cell = await queue.next()) {
      const outcome = await finishCell(cell, runner, { tracker, owner, reporter, signal: running, deaths, onRetry });
      queue.ended(cell);
      if (outcome === 'done') counts.ran++;
      if (outcome !== 'failed') continue;
      counts.failed++;
      if (!options.failFast) continue;
      counts.isCutShort = true;
      stop.abort(new Error('a cell has failed'));
    }
  }

  const heartbeat = setInterval(() => {
    try {
      tracker.heartbeat(owner);
    } catch {
      // The lease has time for the next one, and what is wrong with the database shows where an outcome is to be stored.
    }
  }, HEARTBEAT_MS);
  const runners = Array.from({ length: options.workers }, () => options.startRunner(running));
  try {
    await allOrNone(runners.map(work), stop);
  } finally {
    clearInterval(heartbeat);
    await Promise.all(runners.map((runner) => runner.close()));
    tracker.release(owner);
    reporter.end();
  }
  const { failed, invalid } = countStates(tracker, keys);
  return { ...counts, alreadyDone: before.done, alreadyFailed: Math.max(0, failed - counts.failed), invalid };
}

/** Waits for all; the first that fails stops the others, and its error is thrown when these have ended. */
async function allOrNone(working: readonly Promise<void>[], stop: AbortController): Promise<void> {
  const settled = await Promise.allSettled(
    working.map((work) =>
      work.catch((error: unknown) => {
        stop.abort(error);
        throw error;
      }),
    ),
  );
  const failure = settled.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}

function countStates(tracker: Tracker, keys: readonly string[]) {
  const counts = { done: 0, failed: 0, invalid: 0 };
  for (const state of tracker.states(keys).values()) if (state in counts) counts[state as keyof typeof counts]++;
  return counts;
}
