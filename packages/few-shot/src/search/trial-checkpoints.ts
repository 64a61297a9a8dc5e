import { rmSync } from 'node:fs';

import type { FitContext } from '../method.ts';

/** The context of a search's trial by its number, from 0, with a checkpoint of its own: a search that was killed goes through its trials again, each from where it was. */
export function contextOfTrial(context: FitContext, trial: number): FitContext {
  const { checkpoint } = context;
  if (!checkpoint) return context;
  return { ...context, checkpoint: { ...checkpoint, path: fileOf(checkpoint.path, trial) } };
}

/** Deletes the checkpoints of trials when the search has ended. */
export function forgetTrials({ checkpoint }: FitContext, trials: number): void {
  for (let trial = 0; checkpoint && trial < trials; trial++) rmSync(fileOf(checkpoint.path, trial), { force: true });
}

function fileOf(path: string, trial: number): string {
  return `${path}.trial${trial + 1}`;
}
