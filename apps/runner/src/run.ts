import { FeatureCache } from '@shotbench/feature-cache';
import { type ExecutorName, resolveExecution } from '@shotbench/tensor';

import { extractBuiltInFeatures } from './built-in/built-in-features.ts';
import type { RunOptions } from './commands/run.ts';
import { loadExperiment } from './load-experiment.ts';
import { namesOfSets, planRequest } from './sweep/plan-request.ts';
import { runPlan } from './sweep/run-plan.ts';
import { SetImages } from './images/set-images.ts';
import { TextModels } from './text-model/text-models.ts';

/**
 * Plans and runs a sweep and prints its table.
 * @param name of a folder under experiments/; without one the options say everything.
 * @returns the exit code: 0, 1 if cells failed or were refused, 130 after an interrupt.
 */
export async function run(name: string | undefined, options: RunOptions): Promise<number> {
  // Everything that can be wrong with the request is found before the database is touched.
  await resolveExecution({ executor: options.executor as ExecutorName });
  const cache = new FeatureCache(options.cache);
  const named = name === undefined ? undefined : { name, experiment: await loadExperiment(name) };
  const code = await extractBuiltInFeatures(namesOfSets(options, named?.experiment), cache, options.cache);
  if (code !== 0) return code;

  const { plan, skipped } = await planRequest(named, {
    options,
    cache,
    textModels: new TextModels(options.model),
    images: new SetImages(options.images ?? new Map(), options.cache),
  });
  // An experiment skips what can't be run; what was asked for by hand and can't be run is an error.
  const report = named ? `${named.name}: skipped` : 'shotbench: error';
  for (const reason of skipped) process.stderr.write(`${report}: ${reason}\n`);
  if (plan.cells.length === 0) {
    process.stderr.write(`${name}: nothing left to run\n`);
    return 0;
  }
  const ended = await runPlan(plan, {
    ...{ plannedBy: name ?? 'command line', cache, places: options, work: options },
    requeued: options.retryFailed ? ['failed'] : [],
  });
  return ended === 0 && !named && skipped.length > 0 ? 1 : ended;
}
