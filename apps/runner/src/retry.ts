import { ShotbenchError } from '@shotbench/errors';
import { FeatureCache } from '@shotbench/feature-cache';
import { type ExecutorName, resolveExecution } from '@shotbench/tensor';
import { REQUEUED_STATES, type RunRow, Tracker } from '@shotbench/tracker';

import type { RetryOptions } from './commands/retry.ts';
import type { PlannedCell } from './sweep/plan.ts';
import { runPlan } from './sweep/run-plan.ts';
import { storedCell } from './sweep/stored-cell.ts';
import { SetImages } from './images/set-images.ts';
import { TextModels } from './text-model/text-models.ts';

/**
 * Runs runs again that failed, went stale or were taken back, as they are stored, whichever sweep they are of.
 * @returns the exit code: 0, 1 if runs failed again or can't be run as they were, 130 after an interrupt.
 * @throws ShotbenchError `RETRY_NOTHING` where no state is asked for.
 */
export async function retry(options: RetryOptions): Promise<number> {
  const states = REQUEUED_STATES.filter((state) => options[state]);
  if (states.length === 0) {
    throw new ShotbenchError(
      'RETRY_NOTHING',
      'nothing says what to run again; give --failed, --stale or --invalid, or several of them',
    );
  }
  const runs = storedRuns(states, options);
  if (runs.length === 0) {
    process.stderr.write(`no ${states.join(' or ')} runs to run again in ${options.db}\n`);
    return 0;
  }
  const cache = new FeatureCache(options.cache);
  const textModels = new TextModels(options.model);
  const images = new SetImages(options.images ?? new Map(), options.cache);
  const known = { cache, textModels, images, textModelHash: await textModels.hashOfGiven() };
  const cells: PlannedCell[] = [];
  const refused = new Map<string, number>();
  for (const run of runs) {
    const cell = storedCell(run, known);
    if (typeof cell === 'string') refused.set(cell, (refused.get(cell) ?? 0) + 1);
    else cells.push(cell);
  }
  for (const [reason, count] of refused) {
    process.stderr.write(`shotbench: error: ${count} ${count === 1 ? 'run' : 'runs'} cannot be run again: ${reason}\n`);
  }
  if (cells.length === 0) return 1;
  for (const executor of new Set(cells.map(({ identity }) => identity.engine.executor))) {
    await resolveExecution({ executor: executor as ExecutorName });
  }
  const code = await runPlan(
    { cells, refusals: [] },
    { plannedBy: 'retry', cache, places: options, work: options, requeued: states },
  );
  return code === 0 && refused.size > 0 ? 1 : code;
}

function storedRuns(states: RunRow['state'][], { db, features, methods, shots, seeds }: RetryOptions): RunRow[] {
  const tracker = Tracker.openReadOnly(db);
  try {
    const filter = {
      states,
      ...(features && { datasets: features }),
      ...(methods && { methods }),
      ...(shots && { shots }),
    };
    const runs = tracker.runs(filter);
    return seeds ? runs.filter(({ identity }) => identity.seed !== null && seeds.includes(identity.seed)) : runs;
  } finally {
    tracker.close();
  }
}
