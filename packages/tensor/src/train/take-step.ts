import type { Execution } from '../execution.ts';
import type { ChosenOptimizers } from './chosen-optimizers.ts';
import type { HostRecord } from './loop.ts';
import type { TrainerOptions } from './trainer.ts';

/** What decides a trainer's steps. */
export interface StepMaker {
  readonly options: Pick<TrainerOptions, 'loss' | 'guide' | 'parameters' | 'constants' | 'clipNorm'>;
  readonly optimizers: ChosenOptimizers;
  readonly execution: Execution;
}

/** What a step begins with. */
export interface StepStart {
  /** Counted from 0. */
  readonly step: number;
  /** Parameters and what their optimisers remember. */
  readonly state: HostRecord;
  readonly batch: HostRecord;
  /** The optimisers' numbers of this step. */
  readonly scalars: HostRecord;
}

/**
 * One step of a trainer: the loss before the update and the state after it, in memory of its own.
 * @throws ShotbenchError `TRAIN_DIVERGED` if the loss is not finite.
 */
export type TakeStep = (start: StepStart) => Promise<{ readonly loss: number; readonly state: HostRecord }>;
