import type { RunState, RunSummary } from '@shotbench/tracker';

/** How far the runs are that one experiment or command line has asked for first. */
export interface PlanProgress {
  readonly plannedBy: string;
  readonly total: number;
  readonly done: number;
  readonly running: number;
  /** Queued, interrupted or stale: to be claimed. */
  readonly waiting: number;
  readonly failed: number;
  /** Taken back after they were done. */
  readonly invalid: number;
}

const PART: Readonly<Record<RunState, Exclude<keyof PlanProgress, 'plannedBy' | 'total'>>> = {
  ...{ queued: 'waiting', interrupted: 'waiting', stale: 'waiting' },
  ...{ running: 'running', done: 'done', failed: 'failed', invalid: 'invalid' },
};

/** By what planned them: first those with running runs, then those with waiting ones, the largest first. */
export function planProgress(runs: readonly Pick<RunSummary, 'plannedBy' | 'state'>[]): PlanProgress[] {
  const plans = new Map<string, { -readonly [Name in keyof PlanProgress]: PlanProgress[Name] }>();
  for (const { plannedBy, state } of runs) {
    let plan = plans.get(plannedBy);
    if (plan === undefined) {
      plan = { plannedBy, total: 0, done: 0, running: 0, waiting: 0, failed: 0, invalid: 0 };
      plans.set(plannedBy, plan);
    }
    plan.total++;
    plan[PART[state]]++;
  }
  return [...plans.values()].sort(
    (a, b) =>
      b.running - a.running || b.waiting - a.waiting || b.total - a.total || (a.plannedBy < b.plannedBy ? -1 : 1),
  );
}
