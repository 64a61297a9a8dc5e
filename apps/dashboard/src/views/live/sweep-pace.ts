import type { RunSummary } from '@shotbench/tracker';

const MINUTE = 60_000;
/** The shortest of these in which enough runs have ended is what the pace is taken over: a pace of few runs jumps about. */
const WINDOWS_MINUTES = [5, 15, 60, 360];
const ENOUGH_RUNS = 10;
/** Of the chart. */
const CHART_MINUTES = 60;

/** How fast runs end. Times are milliseconds. */
export interface SweepPace {
  /** Over the last of these minutes; fewer than a whole window where all of it began later. Null where nothing has ended lately. */
  readonly recent: { readonly minutes: number; readonly ended: number; readonly perMinute: number } | null;
  /** How long those that are running or wait will take at this pace; null where nothing runs or there is no pace. */
  readonly secondsLeft: number | null;
  /** Runs that have ended in each of the last minutes, oldest first. */
  readonly minutes: readonly EndedRuns[];
}

export interface EndedRuns {
  /** When the minute begins. */
  readonly from: number;
  readonly done: number;
  readonly failed: number;
}

type Ended = Pick<RunSummary, 'state' | 'startedAt' | 'finishedAt'>;

/** The pace at a moment, when so many runs were running and so many are not yet done. */
export function sweepPace(
  runs: readonly Ended[],
  now: number,
  left: { running: number; unfinished: number },
): SweepPace {
  const recent = recentPace(runs, now);
  const { running, unfinished } = left;
  return {
    recent,
    secondsLeft: recent !== null && running > 0 ? (unfinished / recent.perMinute) * 60 : null,
    minutes: minutesOf(runs, now),
  };
}

function recentPace(runs: readonly Ended[], now: number): SweepPace['recent'] {
  const widest = now - WINDOWS_MINUTES.at(-1)! * MINUTE;
  const lately = runs.filter((run) => isEnded(run) && run.finishedAt! > widest && run.finishedAt! <= now);
  for (const minutes of WINDOWS_MINUTES) {
    const from = now - minutes * MINUTE;
    const inside = lately.filter(({ finishedAt }) => finishedAt! > from);
    const isLast = minutes === WINDOWS_MINUTES.at(-1);
    if (inside.length === 0 || (inside.length < ENOUGH_RUNS && inside.length < lately.length && !isLast)) continue;
    // A sweep that began a minute ago is not slow for having done nothing before.
    const began = inside.reduce((first, { startedAt }) => Math.min(first, startedAt!), now);
    const taken = Math.max(now - Math.max(began, from), 1) / MINUTE;
    return { minutes: taken, ended: inside.length, perMinute: inside.length / taken };
  }
  return null;
}

function minutesOf(runs: readonly Ended[], now: number): EndedRuns[] {
  const first = Math.floor(now / MINUTE) - CHART_MINUTES + 1;
  const minutes = Array.from({ length: CHART_MINUTES }, (_, i) => ({ from: (first + i) * MINUTE, done: 0, failed: 0 }));
  for (const run of runs) {
    if (!isEnded(run)) continue;
    const minute = minutes[Math.floor(run.finishedAt! / MINUTE) - first];
    if (minute) minute[run.state === 'failed' ? 'failed' : 'done']++;
  }
  return minutes;
}

function isEnded({ state, startedAt, finishedAt }: Ended): boolean {
  return (state === 'done' || state === 'failed' || state === 'invalid') && startedAt !== null && finishedAt !== null;
}
