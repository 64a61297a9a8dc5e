import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

import type { FeatureCache, FeatureSetInfo } from '@shotbench/feature-cache';
import { type RequeuedState, Tracker } from '@shotbench/tracker';

import type { WorkOptions } from '../commands/work-options.ts';
import { tableOfRuns } from '../commands/table.ts';
import { currentOwner, isOwnerAlive } from '../owner.ts';
import { provenance } from '../provenance.ts';
import type { ImageFolders } from '../images/image-folders.ts';
import { SetImages } from '../images/set-images.ts';
import { TextModels } from '../text-model/text-models.ts';
import { needsModel } from './needs-model.ts';
import type { Plan } from './plan.ts';
import { LocalRunner } from './pool/local-runner.ts';
import { WorkerProcess } from './pool/worker-process.ts';
import { SweepReporter } from './reporter.ts';
import { runSweep, type SweepSummary } from './run-sweep.ts';
import { verifySets } from './verify-sets.ts';

/** Where things are. */
export interface Places {
  /** Folder of the feature cache. */
  readonly cache: string;
  /** File of the database. */
  readonly db: string;
  /** Of the model, where one was given. */
  readonly model?: string | undefined;
  readonly images?: ImageFolders | undefined;
}

export interface RunPlanOptions {
  readonly plannedBy: string;
  readonly cache: FeatureCache;
  readonly places: Places;
  readonly work: WorkOptions;
  /** Runs in these states are queued once more. */
  readonly requeued: readonly RequeuedState[];
}

/**
 * Runs what is missing of a plan in worker processes, or in this one, and prints summary and tables.
 * @returns the exit code: 0, 1 if cells failed, 130 after an interrupt.
 * @throws ShotbenchError before the database is touched where a feature set or a text model is not as it has to be.
 */
export async function runPlan(plan: Plan, options: RunPlanOptions): Promise<number> {
  const { cache, places, work } = options;
  verifySets(plan, cache);
  await checkTextModels(plan, options);

  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort(new Error('interrupted'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const tracker = Tracker.open(places.db, { now: Date.now, isAlive: isOwnerAlive });
  try {
    const keys = plan.cells.map(({ key }) => key);
    tracker.requeue(keys, options.requeued, 'asked for');
    const workers = Math.min(work.workers ?? availableParallelism(), Math.max(1, missing(tracker, keys)));
    const threads = work.threads ?? Math.max(1, Math.floor(availableParallelism() / workers));
    const { save } = work;
    const checkpoints = join(dirname(places.db), 'checkpoints');
    const setUp = { cache: places.cache, model: places.model, images: [...(places.images ?? [])] };
    const summary = await runSweep({
      ...{ plan, plannedBy: options.plannedBy, tracker, owner: currentOwner(), provenance: provenance(threads) },
      ...{ failFast: work.failFast === true, signal: interrupt.signal, workers },
      reporter: new SweepReporter(process.stderr, Date.now),
      startRunner: (signal) =>
        workers === 1
          ? new LocalRunner({
              ...{
                cache,
                textModels: new TextModels(places.model),
                images: new SetImages(places.images ?? new Map(), places.cache),
              },
              ...{ save, checkpoints, threads, signal },
            })
          : new WorkerProcess({ ...setUp, save, checkpoints, threads }, signal),
    });
    if (interrupt.signal.aborted) {
      process.stderr.write('interrupted; run the same command again to go on\n');
      return 130;
    }
    process.stderr.write(`${describeSummary(summary, places.db)}\n`);
    process.stdout.write(tableOfRuns(tracker, keys));
    return summary.failed + summary.alreadyFailed > 0 ? 1 : 0;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    tracker.close();
  }
}

/** Reads what the plan's methods learn through and drops it: the workers read it again, each for itself. */
async function checkTextModels({ cells }: Plan, { cache, places }: RunPlanOptions): Promise<void> {
  const learning = cells.filter(({ method }) => needsModel(method));
  const names = new Set(learning.map(({ identity }) => identity.dataset));
  const sets: FeatureSetInfo[] = [...names].map((name) => cache.open(name));
  await new TextModels(places.model).load(sets);
}

/** How many of the runs are neither done nor set aside. */
function missing(tracker: Tracker, keys: readonly string[]): number {
  const ended = [...tracker.states(keys).values()].filter((state) => /^(done|failed|invalid)$/.test(state));
  return keys.length - ended.length;
}

function describeSummary(summary: SweepSummary, database: string): string {
  const { ran, failed, retries, alreadyDone, alreadyFailed, invalid } = summary;
  const parts = [`${ran} run`, `${alreadyDone} already there`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (retries > 0) parts.push(`${retries} tried again`);
  if (alreadyFailed > 0) parts.push(`${alreadyFailed} failed before (--retry-failed runs them again)`);
  if (invalid > 0) parts.push(`${invalid} taken back ("shotbench retry --invalid" runs them again)`);
  const end = summary.isCutShort ? '; stopped at the first failure' : '';
  return `cells: ${parts.join(', ')}; results in ${database}${end}`;
}
