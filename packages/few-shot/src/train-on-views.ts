import { type HostTensor, int32, type TrainLoopOptions } from '@shotbench/tensor';

import { stackRows, toTensor } from './matrix.ts';
import type { FitContext } from './method.ts';
import type { TrainingImages } from './task.ts';

/** What batch indices point into. */
export interface StackedViews {
  /** f [V · N, D], the views below one another. */
  readonly features: HostTensor;
  /** y [V · N], int32. */
  readonly labels: HostTensor;
}

/** All views of the training images as the tensors that a loss gathers its batches from. */
export function stackViews({ views, labels }: Pick<TrainingImages, 'views' | 'labels'>): StackedViews {
  const repeated = new Int32Array(views.length * labels.length);
  views.forEach((_, v) => repeated.set(labels, v * labels.length));
  return { features: toTensor(stackRows(views)), labels: int32([repeated.length], repeated) };
}

type Watched = Pick<TrainLoopOptions, 'executor' | 'precision' | 'threads' | 'onProgress' | 'signal'>;

/** Who computes a training loop, who hears of it and who stops it, as the context of a fit says. */
export function inContext({ execution, onProgress, signal }: FitContext): Watched {
  return {
    ...execution,
    ...(onProgress && {
      onProgress: ({ step, steps, loss }) =>
        onProgress({ fraction: step / steps, note: `step ${step}/${steps}, loss ${loss.toPrecision(3)}` }),
    }),
    ...(signal && { signal }),
  };
}
