import { ShotbenchError } from '@shotbench/errors';
import type { RunError, Tracker } from '@shotbench/tracker';

import { describeFailure } from './failure.ts';
import type { PlannedCell } from './plan.ts';
import type { CellReport, CellRunner } from './pool/cell-runner.ts';
import type { SweepReporter } from './reporter.ts';
import { retrying } from './retrying.ts';

/** Before the second and the third try of a cell that failed for want of something. */
const WAITS_MS = [500, 2_000];

/** How many workers may end while they run the same cell. */
const DEATHS = 3;

export interface FinishCellOptions {
  readonly tracker: Tracker;
  readonly owner: string;
  readonly reporter: SweepReporter;
  readonly signal: AbortSignal;
  /** How many workers have ended so far, by the cell that each of them ran. */
  readonly deaths: Map<string, number>;
  /** Called when a cell is tried once more. */
  readonly onRetry: () => void;
}

/**
 * Runs a claimed cell and records what came of it: `again` where its worker is gone and it was put back, `stopped` where an abort came between, after which its
 * owner has it still, `lost` where another sweep has taken it over.
 */
export async function finishCell(
  cell: PlannedCell,
  runner: CellRunner,
  options: FinishCellOptions,
): Promise<'done' | 'failed' | 'again' | 'stopped' | 'lost'> {
  const { tracker, owner, reporter, signal } = options;
  reporter.cellStarted(cell);
  const report = await retrying(
    () => runner.run(cell, (progress) => reporter.cellProgress(cell, progress)),
    (outcome) => outcome.kind === 'failed' && outcome.isTransient,
    {
      ...{ waits: WAITS_MS, signal },
      onRetry() {
        options.onRetry();
        reporter.cellRetried(cell, 'what it needs is not at hand');
      },
    },
  );
  if (report.kind === 'done') return complete(cell, report, options);
  if (signal.aborted) return 'stopped';
  if (report.kind === 'failed') return fail(cell, report.error, options);

  const deaths = (options.deaths.get(cell.key) ?? 0) + 1;
  options.deaths.set(cell.key, deaths);
  if (deaths === DEATHS) {
    const message = `${report.reason}, as did the ${DEATHS - 1} before it with this cell; if memory ran out, use fewer workers, such as --workers 1`;
    return fail(cell, { code: 'WORKER_DIED', message }, options);
  }
  options.onRetry();
  tracker.abandon(cell.key, owner, report.reason);
  reporter.cellRetried(cell, report.reason);
  return 'again';
}

function complete(
  cell: PlannedCell,
  { result, evidence }: Extract<CellReport, { kind: 'done' }>,
  options: FinishCellOptions,
): 'done' | 'failed' | 'lost' {
  try {
    if (!options.tracker.complete(cell.key, options.owner, result, evidence)) return 'lost';
  } catch (error) {
    // A result that can't be stored, such as an accuracy that is no number, is the cell's fault; a database that can't be written is not.
    if (error instanceof ShotbenchError) return fail(cell, describeFailure(error, evidence.log), options);
    throw error;
  }
  options.reporter.cellDone(cell, result);
  return 'done';
}

function fail(cell: PlannedCell, error: RunError, { tracker, owner, reporter }: FinishCellOptions): 'failed' | 'lost' {
  if (!tracker.fail(cell.key, owner, error)) return 'lost';
  reporter.cellFailed(cell, error.message);
  return 'failed';
}
