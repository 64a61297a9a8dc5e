import { FeatureCache } from '@shotbench/feature-cache';
import { type EvaluationKind } from '@shotbench/tracker';

import { loadExperiment } from './load-experiment.ts';
import { planSweep } from './sweep/plan.ts';
import { requestFromExperiment } from './sweep/request.ts';
import type { TableOptions } from './table-options.ts';

/** The runs that an experiment plans, narrowed by the options as `shotbench run` narrows them. */
export interface ExperimentKeys {
  readonly keys: readonly string[];
  readonly evaluation: EvaluationKind;
  /** Feature sets that are not in the cache, whose hashes and so whose keys nobody knows. */
  readonly absent: readonly string[];
}

/**
 * Plans an experiment without running it. Whether an encoder is at hand does not matter.
 * @throws ShotbenchError `EXPERIMENT_UNKNOWN`, and what planning throws.
 */
export async function experimentKeys(name: string, options: TableOptions): Promise<ExperimentKeys> {
  const experiment = await loadExperiment(name);
  const cache = new FeatureCache(options.cache);
  const { features, methods, shots, baseToNovel, db } = options;
  const narrowed = {
    ...(features && { features }),
    ...(methods && { methods }),
    ...(shots && { shots }),
    ...(baseToNovel && { baseToNovel }),
    ...{ executor: 'onnx', threads: 1, db, cache: options.cache },
  };
  const { request, absent } = requestFromExperiment(experiment, narrowed, cache);
  const { cells } = planSweep(request, cache, { hasTextEncoder: () => true, hasImages: () => true });
  return { keys: cells.map(({ key }) => key), evaluation: request.evaluation?.kind ?? 'few-shot', absent };
}
