import { ShotbenchError } from '@shotbench/errors';
import type { FeatureCache, FeatureSetInfo } from '@shotbench/feature-cache';

import { builtInSetOf } from '../built-in/built-in-set-of.ts';
import type { GridOptions } from '../commands/grid-options.ts';
import type { Experiment } from '../experiment.ts';
import type { SetImages } from '../images/set-images.ts';
import type { TextModels } from '../text-model/text-models.ts';
import { type Plan, planSweep } from './plan.ts';
import { requestFromExperiment, requestFromOptions } from './request.ts';

export interface NamedExperiment {
  readonly name: string;
  readonly experiment: Experiment;
}

export interface PlanRequestOptions {
  /** What the user asked for beside an experiment, or without one. */
  readonly options: GridOptions;
  readonly cache: FeatureCache;
  readonly textModels: TextModels;
  readonly images: SetImages;
}

export interface PlannedRequest {
  readonly plan: Plan;
  /** What was asked for and is not in the plan, one sentence each. */
  readonly skipped: readonly string[];
}

/** Every feature set that will be asked for, those that are only tested on included. */
export function namesOfSets({ features, baseToNovel }: GridOptions, experiment: Experiment | undefined): string[] {
  const evaluation = baseToNovel ? undefined : experiment?.evaluation;
  const targets = evaluation && 'targets' in evaluation ? evaluation.targets : [];
  return [...(features ?? experiment?.features ?? []), ...targets];
}

/**
 * Lays out what the options ask for, or an experiment that they narrow. An experiment is made for feature sets that may be absent and combinations that may be
 * impossible, which are skipped.
 * Built-in sets that are not extracted yet are left out as well.
 *
 * @throws ShotbenchError for what can't be understood, and without an experiment also `FEATURES_UNKNOWN`, and `RUN_REFUSED` where nothing is left.
 */
export async function planRequest(
  named: NamedExperiment | undefined,
  { options, cache, textModels, images }: PlanRequestOptions,
): Promise<PlannedRequest> {
  const known = {
    hasTextEncoder: (set: FeatureSetInfo) => textModels.isAtHand(set),
    hasImages: (set: FeatureSetInfo) => textModels.isAtHand(set) && images.isAtHand(set),
    textModelHash: await textModels.hashOfGiven(),
  };
  if (!named) {
    const request = requestFromOptions(options);
    const waiting = request.features.filter((name) => builtInSetOf(name) && cache.info(name) === undefined);
    const features = request.features.filter((name) => !waiting.includes(name));
    const plan = planSweep({ ...request, features }, cache, known);
    const skipped = [...waiting.map((set) => describeAbsent(set, options.cache)), ...plan.refusals];
    if (plan.cells.length === 0) throw new ShotbenchError('RUN_REFUSED', skipped.join('; '));
    return { plan, skipped };
  }
  const { request, absent } = requestFromExperiment(named.experiment, options, cache);
  const plan = planSweep(request, cache, known);
  return { plan, skipped: [...absent.map((set) => describeAbsent(set, options.cache)), ...plan.refusals] };
}

function describeAbsent(set: string, folder: string): string {
  return builtInSetOf(set)
    ? `feature set "${set}" is not in ${folder} yet; "shotbench run" extracts it`
    : `feature set "${set}" is not in ${folder}; import it with "shotbench features import FOLDER --name ${set}"`;
}
