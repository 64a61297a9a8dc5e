import { type Duration, evaluationKind, type RunState } from '@shotbench/tracker';

import type { PlannedCell } from './plan.ts';

/** The cells of one method, with its settings, on one feature set. */
export interface GroupProgress {
  readonly method: string;
  readonly dataset: string;
  readonly cells: number;
  readonly done: number;
  readonly failed: number;
  readonly stale: number;
  readonly running: number;
  readonly invalid: number;
  /** Not begun, or given back. */
  readonly missing: number;
  /** What one worker needs for those of the stale and missing cells of which there is a past duration. */
  readonly seconds: number;
  /** Stale and missing cells of which there is none. */
  readonly untimed: number;
}

export interface PastRuns {
  /** By key, of the runs that there are. */
  readonly states: ReadonlyMap<string, RunState>;
  readonly durations: readonly Duration[];
}

const NOTHING = { cells: 0, done: 0, failed: 0, stale: 0, running: 0, invalid: 0, missing: 0, seconds: 0, untimed: 0 };

/** How far a plan is, by method and feature set in the order of the plan. */
export function progressOf(cells: readonly PlannedCell[], { states, durations }: PastRuns): GroupProgress[] {
  const medians = new Map(durations.map((duration) => [kindOf(duration), duration.medianSeconds]));
  const groups = new Map<string, GroupProgress>();
  for (const { key, identity, variant } of cells) {
    const { dataset, shots } = identity;
    const method = variant === '' ? identity.method : `${identity.method} (${variant})`;
    const name = JSON.stringify([method, dataset]);
    const group = groups.get(name) ?? { method, dataset, ...NOTHING };
    const column = columnOf(states.get(key));
    const isToRun = column === 'missing' || column === 'stale';
    const kind = { method: identity.method, variant, dataset, shots, evaluation: evaluationKind(identity) };
    const seconds = isToRun ? medians.get(kindOf(kind)) : 0;
    groups.set(name, {
      ...group,
      cells: group.cells + 1,
      [column]: group[column] + 1,
      seconds: group.seconds + (seconds ?? 0),
      untimed: group.untimed + (seconds === undefined ? 1 : 0),
    });
  }
  return [...groups.values()];
}

function columnOf(state: RunState | undefined): Exclude<RunState, 'queued' | 'interrupted'> | 'missing' {
  return state === undefined || state === 'queued' || state === 'interrupted' ? 'missing' : state;
}

function kindOf({ method, variant, dataset, shots, evaluation }: Omit<Duration, 'runs' | 'medianSeconds'>): string {
  return JSON.stringify([method, variant, dataset, shots, evaluation]);
}
