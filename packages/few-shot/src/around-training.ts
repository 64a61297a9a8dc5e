import { trainLoop, trainLoops, type Trained, type TrainLoopOptions } from '@shotbench/tensor';

import type { Classifier, FitContext, Method } from './method.ts';
import type { FewShotTask } from './task.ts';

/** A fit that ends in one training: what to train, and what to make of it. */
export interface TrainingPlan {
  readonly training: TrainLoopOptions;
  readonly finish: (trained: Trained) => Classifier | Promise<Classifier>;
}

/** What is left of a fit before its training, or all of it where settings make it something else. */
export type FitPlan = TrainingPlan | { readonly fit: () => Promise<Classifier> };

/** What a method does before its training. */
export type Planner<Config> = (task: FewShotTask, config: Config, context: FitContext) => FitPlan | Promise<FitPlan>;

/**
 * `fit` and `fitTogether` of a method that plans its fits. Together, the fits are planned one after the other and then trained by
 * `trainLoops`, which puts those that are built alike into one loop.
 */
export function aroundTraining<Config>(plan: Planner<Config>): Required<Pick<Method<Config>, 'fit' | 'fitTogether'>> {
  return {
    async fit(task, config, context) {
      const planned = await plan(task, config, context);
      return 'fit' in planned ? planned.fit() : planned.finish(await trainLoop(planned.training));
    },

    async fitTogether(fits) {
      const plans: PromiseSettledResult<FitPlan>[] = [];
      for (const { task, config, context } of fits) plans.push(await settled(() => plan(task, config, context)));
      const trained = await trainLoops(plans.flatMap(trainingOf));
      const classifiers: PromiseSettledResult<Classifier>[] = [];
      for (const planned of plans) {
        const result = trainingOf(planned).length > 0 ? trained.shift() : undefined;
        classifiers.push(await settled(() => finished(valueOf(planned), result)));
      }
      return classifiers;
    },
  };
}

function trainingOf(plan: PromiseSettledResult<FitPlan>): TrainLoopOptions[] {
  return plan.status === 'fulfilled' && 'training' in plan.value ? [plan.value.training] : [];
}

function finished(plan: FitPlan, result: PromiseSettledResult<Trained> | undefined) {
  return 'fit' in plan ? plan.fit() : plan.finish(valueOf(result!));
}

async function settled<T>(run: () => T | Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([(async () => run())()]);
  return result;
}

function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
