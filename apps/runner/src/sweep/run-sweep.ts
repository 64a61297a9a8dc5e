import { setTimeout as sleep } from 'node:timers/promises';

import { ShotbenchError } from '@shotbench/errors';
import type { FeatureCache, FeatureSet } from '@shotbench/feature-cache';
import type { TextModel } from '@shotbench/few-shot';
import type { Provenance, Tracker } from '@shotbench/tracker';

import type { Plan, PlannedCell } from './plan.ts';
import type { SweepReporter } from './reporter.ts';
import { runCell } from './run-cell.ts';

export interface RunSweepOptions {
  readonly plan: Plan;
  readonly plannedBy: string;
  readonly cache: FeatureCache;
  /** By feature set, for cells whose methods learn through a text encoder. Default: none. */
  readonly textModels?: ReadonlyMap<string, TextModel>;
  /** See `RunCellOptions`. */
  readonly save?: string | undefined;
  readonly tracker: Tracker;
  readonly owner: string;
  readonly provenance: Provenance;
  readonly retryFailed: boolean;
  readonly signal: AbortSignal;
  readonly reporter: SweepReporter;
}

export interface SweepSummary {
  readonly ran: number;
  readonly failed: number;
  readonly alreadyDone: number;
  readonly alreadyFailed: number;
}

const HEARTBEAT_MS = 5_000;
const WAIT_MS = 300;

/**
 * Makes every cell of the plan exist: claims and runs what is missing until nothing is, waiting for cells that other
 * runners hold and taking over those whose runner has died.
 */
export async function runSweep(options: RunSweepOptions): Promise<SweepSummary> {
  const { plan, tracker, owner, reporter, signal } = options;
  const cells = new Map(plan.cells.map((cell) => [cell.key, cell]));
  const keys = [...cells.keys()];
  tracker.enqueue(plan.cells, options.plannedBy);
  if (options.retryFailed) tracker.requeue(keys, ['failed'], 'asked for');
  const before = [...tracker.states(keys).values()];
  const summary = {
    ran: 0,
    failed: 0,
    alreadyDone: before.filter((state) => state === 'done').length,
    alreadyFailed: before.filter((state) => state === 'failed').length,
  };
  reporter.start(keys.length, summary.alreadyDone + summary.alreadyFailed);

  const heartbeat = setInterval(() => tracker.heartbeat(owner), HEARTBEAT_MS);
  const openSet = lastOpened(options.cache);
  try {
    while (!signal.aborted) {
      const key = tracker.claim(keys, owner, options.provenance);
      if (key !== undefined) {
        const isDone = await runClaimed(cells.get(key)!, openSet, options);
        if (isDone) summary.ran++;
        else summary.failed++;
        continue;
      }
      const held = [...tracker.states(keys).values()].filter(
        (state) => state === 'running' || state === 'queued',
      ).length;
      if (held === 0) break;
      reporter.waiting(held);
      await sleep(WAIT_MS);
    }
  } finally {
    clearInterval(heartbeat);
    tracker.release(owner);
    reporter.end();
  }
  return summary;
}

/** Runs one claimed cell and records its outcome; false if it failed. An interrupt passes through. */
async function runClaimed(
  cell: PlannedCell,
  openSet: (name: string) => FeatureSet,
  { cache, textModels, save, tracker, owner, provenance, reporter, signal }: RunSweepOptions,
): Promise<boolean> {
  reporter.cellStarted(cell);
  try {
    const { result, images } = await runCell(cell, {
      set: openSet(cell.identity.dataset),
      openTarget: (name) => cache.open(name),
      textModel: cell.method.needs.includes('text-encoder') ? textModels?.get(cell.identity.dataset) : undefined,
      save,
      threads: provenance.threads,
      signal,
      onProgress: (progress) => reporter.cellProgress(cell, progress),
    });
    tracker.complete(cell.key, owner, result, { images });
    reporter.cellDone(cell, result);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    const failure = describeFailure(error);
    tracker.fail(cell.key, owner, failure);
    reporter.cellFailed(cell, failure.message);
    return false;
  }
}

function describeFailure(error: unknown): { code: string; message: string; stack?: string } {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof ShotbenchError ? error.code : 'UNEXPECTED';
  return { code, message, ...(stack !== undefined && { stack }) };
}

/** Opens feature sets, keeping the last one: cells of a set follow one another. */
function lastOpened(cache: FeatureCache): (name: string) => FeatureSet {
  let last: FeatureSet | undefined;
  return (name) => {
    if (last?.name !== name) last = cache.open(name);
    return last;
  };
}
