import { ShotbenchError } from '@shotbench/errors';
import { FeatureCache, type FeatureSetInfo } from '@shotbench/feature-cache';
import { type ExecutorName, resolveExecution } from '@shotbench/tensor';
import { Tracker } from '@shotbench/tracker';

import { extractBuiltInFeatures } from './built-in/built-in-features.ts';
import type { RunOptions } from './commands/run.ts';
import { tableOfRuns } from './commands/table.ts';
import type { Experiment } from './experiment.ts';
import { loadExperiment } from './load-experiment.ts';
import { currentOwner, isOwnerAlive } from './owner.ts';
import { provenance } from './provenance.ts';
import { type Plan, type PlanOptions, planSweep } from './sweep/plan.ts';
import { SweepReporter } from './sweep/reporter.ts';
import { requestFromExperiment, requestFromOptions } from './sweep/request.ts';
import { runSweep, type SweepSummary } from './sweep/run-sweep.ts';
import { verifySets } from './sweep/verify-sets.ts';
import { TextModels } from './text-model/text-models.ts';

/**
 * Plans and runs a sweep and prints its table.
 * @param experiment name of a folder under experiments/; without one the options say everything.
 * @returns the exit code: 0, 1 if cells failed or were refused, 130 after an interrupt.
 */
export async function run(experiment: string | undefined, options: RunOptions): Promise<number> {
  // Everything that can be wrong with the request is found before the database is touched.
  await resolveExecution({ executor: options.executor as ExecutorName });
  const cache = new FeatureCache(options.cache);
  const wanted = experiment === undefined ? undefined : await loadExperiment(experiment);
  const code = await extractBuiltInFeatures(setNames(options, wanted), cache, options.cache);
  if (code !== 0) return code;
  const models = new TextModels(options.model);
  const hasTextEncoder = (set: FeatureSetInfo): boolean => models.isAtHand(set);
  const planning = { cache, hasTextEncoder, textModelHash: await models.hashOfGiven() };
  const plan = wanted
    ? planExperiment(experiment!, wanted, { ...planning, options })
    : planFromOptions(options, planning);
  if (plan.cells.length === 0) return 0;
  verifySets(plan, cache);
  const textModels = await models.load(setsOfTextModels(plan, cache));

  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort(new Error('interrupted'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const tracker = Tracker.open(options.db, { now: Date.now, isAlive: isOwnerAlive });
  try {
    const summary = await runSweep({
      plan,
      plannedBy: experiment ?? 'command line',
      cache,
      textModels,
      tracker,
      owner: currentOwner(),
      provenance: provenance(options.threads),
      save: options.save,
      retryFailed: options.retryFailed === true,
      signal: interrupt.signal,
      reporter: new SweepReporter(process.stderr, Date.now),
    });
    if (interrupt.signal.aborted) {
      process.stderr.write('interrupted; run the same command again to go on\n');
      return 130;
    }
    const refused = experiment === undefined ? plan.refusals.length : 0;
    process.stderr.write(`${describeSummary(summary, options.db)}\n`);
    const keys = plan.cells.map(({ key }) => key);
    process.stdout.write(tableOfRuns(tracker, keys));
    return summary.failed + summary.alreadyFailed + refused > 0 ? 1 : 0;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    tracker.close();
  }
}

/** Every feature set that will be asked for, those that are only tested on included. */
function setNames(options: RunOptions, experiment: Experiment | undefined): readonly string[] {
  const evaluation = options.baseToNovel ? undefined : experiment?.evaluation;
  const targets = evaluation && 'targets' in evaluation ? evaluation.targets : [];
  return [...(options.features ?? experiment?.features ?? []), ...targets];
}

/** The sets on which a planned method learns through the text encoder. */
function setsOfTextModels({ cells }: Plan, cache: FeatureCache): FeatureSetInfo[] {
  const learning = cells.filter(({ method }) => method.needs.includes('text-encoder'));
  const names = new Set(learning.map(({ identity }) => identity.dataset));
  return [...names].map((name) => cache.open(name));
}

interface Planning extends PlanOptions {
  readonly cache: FeatureCache;
}

/** Runs what it can of what was asked for; the rest is an error each, and an error throughout where nothing is left. */
function planFromOptions(options: RunOptions, { cache, ...known }: Planning): Plan {
  const plan = planSweep(requestFromOptions(options), cache, known);
  if (plan.cells.length === 0) throw new ShotbenchError('RUN_REFUSED', plan.refusals.join('; '));
  for (const reason of plan.refusals) process.stderr.write(`shotbench: error: ${reason}\n`);
  return plan;
}

/** An experiment is made for feature sets that may be absent and combinations that may be impossible: these are skipped. */
function planExperiment(
  name: string,
  experiment: Experiment,
  { options, cache, ...known }: Planning & { readonly options: RunOptions },
): Plan {
  const { request, absent } = requestFromExperiment(experiment, options, cache);
  const plan = planSweep(request, cache, known);
  const skipped = [
    ...absent.map(
      (set) =>
        `feature set "${set}" is not in ${options.cache}; import it with "shotbench features import FOLDER --name ${set}"`,
    ),
    ...plan.refusals,
  ];
  for (const reason of skipped) process.stderr.write(`${name}: skipped: ${reason}\n`);
  if (plan.cells.length === 0) process.stderr.write(`${name}: nothing left to run\n`);
  return plan;
}

function describeSummary({ ran, failed, alreadyDone, alreadyFailed }: SweepSummary, database: string): string {
  const parts = [`${ran} run`, `${alreadyDone} already there`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (alreadyFailed > 0) parts.push(`${alreadyFailed} failed before (--retry-failed runs them again)`);
  return `cells: ${parts.join(', ')}; results in ${database}`;
}
