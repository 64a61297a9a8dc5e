import type { RunState } from '@shotbench/tracker';
import { z } from 'zod';

import type { Source } from '../source.ts';
import type { ViewApi } from '../view-api.ts';
import { endedRuns, givenUpRuns, type LiveList, MOST_ROWS, runningRuns } from './live-runs.ts';
import { type PlanProgress, planProgress } from './plan-progress.ts';
import { type SweepPace, sweepPace } from './sweep-pace.ts';

/** In each list, unless the address says otherwise. */
export const USUAL_ROWS = 20;

const query = z.strictObject({
  /** The length of each list. */
  rows: z
    .string('expected one number')
    .regex(/^\d{1,3}$/, `expected a whole number from 1 to ${MOST_ROWS}`)
    .transform(Number)
    .refine((rows) => rows >= 1 && rows <= MOST_ROWS, `expected a whole number from 1 to ${MOST_ROWS}`)
    .optional(),
});

/** What is going on in the results file, over runs of every evaluation. */
export interface Live {
  /** When this was so, in milliseconds of the server's clock. */
  readonly readAt: number;
  readonly counts: Readonly<Record<RunState, number>>;
  readonly total: number;
  /** Percent that are done, rounded down to one decimal: 100 means all. */
  readonly donePercent: number;
  readonly pace: SweepPace;
  readonly running: LiveList;
  readonly finished: LiveList;
  readonly failed: LiveList;
  readonly givenUp: LiveList;
  readonly plans: readonly PlanProgress[];
  /** Plans beyond those. */
  readonly morePlans: number;
}

export const liveApi: ViewApi<z.infer<typeof query>, Live> = {
  name: 'live',
  query,
  answer: (source, { rows = USUAL_ROWS }) => liveOf(source, rows),
  pages: () => [{}],
};

function liveOf(source: Source, rows: number): Live {
  const { readAt, counts, runs } = source.snapshot;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const unfinished = counts.queued + counts.running + counts.interrupted + counts.stale;
  const plans = source.snapshot.derived('live plans', () => planProgress(runs));
  return {
    ...{ readAt, counts, total },
    donePercent: total === 0 ? 0 : Math.floor((1000 * counts.done) / total) / 10,
    pace: source.snapshot.derived('live pace', () => sweepPace(runs, readAt, { running: counts.running, unfinished })),
    running: runningRuns(source, rows),
    finished: endedRuns(source, ['done'], rows),
    failed: endedRuns(source, ['failed'], rows),
    givenUp: givenUpRuns(source, rows),
    plans: plans.slice(0, rows),
    morePlans: Math.max(0, plans.length - rows),
  };
}
