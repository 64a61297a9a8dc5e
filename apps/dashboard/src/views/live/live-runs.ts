import { describeOwner } from '@shotbench/run-reports/describe-owner';
import {
  evaluationKind,
  type EvaluationKind,
  type RunRow,
  type RunState,
  type RunSummary,
  type Tracker,
} from '@shotbench/tracker';

import type { Snapshot } from '../../results/snapshot.ts';
import { firstOf } from './first-of.ts';

/** Of each list. */
export const MOST_ROWS = 500;

/** A run in a list, with what is known of it in its state. Times are milliseconds of the clock of the machine that ran it. */
export interface LiveRun {
  readonly key: string;
  readonly state: RunState;
  readonly method: string;
  /** Empty for the method's defaults. */
  readonly variant: string;
  readonly dataset: string;
  readonly backbone: string;
  readonly shots: number;
  readonly seed: number | null;
  readonly evaluation: EvaluationKind;
  /** How often it has been begun. */
  readonly attempts: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Percent. */
  readonly accuracy: number | null;
  /** Of fitting and evaluating. */
  readonly seconds: number | null;
  /** Who runs it, as people would say it. */
  readonly owner: string | null;
  readonly heartbeatAt: number | null;
  /** Why it failed, or why it is to be run again. */
  readonly reason: string | null;
}

/** The first of all runs of some states; the others are counted. */
export interface LiveList {
  readonly runs: readonly LiveRun[];
  readonly total: number;
}

/** Running runs, those that began first before the others: what hangs is among them. */
export function runningRuns({ snapshot, tracker }: Parts, rows: number): LiveList {
  return listOf({ snapshot, tracker }, ['running'], (a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0), rows);
}

/** Runs that have ended in one of these states, the last one first. */
export function endedRuns(parts: Parts, states: readonly RunState[], rows: number): LiveList {
  return listOf(parts, states, (a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0), rows);
}

/** Runs that were begun and have not ended, but are running no longer, the last one first. */
export function givenUpRuns(parts: Parts, rows: number): LiveList {
  return listOf(parts, ['interrupted', 'stale'], (a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0), rows);
}

interface Parts {
  readonly snapshot: Snapshot;
  readonly tracker: Tracker;
}

type Order = (a: RunSummary, b: RunSummary) => number;

function listOf({ snapshot, tracker }: Parts, states: readonly RunState[], order: Order, rows: number): LiveList {
  const first = snapshot.derived(`live ${states.join(' ')}`, () => {
    const all = snapshot.runs.filter(({ state }) => states.includes(state));
    return firstOf(all, MOST_ROWS, (a, b) => order(a, b) || (a.key < b.key ? -1 : 1));
  });
  const total = states.reduce((sum, state) => sum + snapshot.counts[state], 0);
  const shown = first.slice(0, rows);
  // Done runs have nothing more to tell.
  const wanted = shown.filter(({ state }) => state !== 'done').map(({ key }) => key);
  const stored = new Map(wanted.length === 0 ? [] : tracker.runs({ keys: wanted }).map((run) => [run.key, run]));
  return { runs: shown.map((run) => liveRun(run, stored.get(run.key), tracker)), total };
}

/** The stored row may have moved on since the summary was read; of that its own edition will tell. */
function liveRun(run: RunSummary, row: RunRow | undefined, tracker: Tracker): LiveRun {
  const { key, state, kind, seed, attempts, startedAt, finishedAt, accuracy, seconds } = run;
  const isSame = row?.state === state;
  return {
    ...{ key, state, method: kind.method, variant: kind.variant, dataset: kind.dataset, backbone: kind.backbone },
    ...{
      shots: kind.shots,
      seed,
      evaluation: evaluationKind(kind),
      attempts,
      startedAt,
      finishedAt,
      accuracy,
      seconds,
    },
    owner: isSame && row.owner !== null ? describeOwner(row.owner) : null,
    heartbeatAt: isSame ? row.heartbeatAt : null,
    reason: isSame ? reasonOf(row, tracker) : null,
  };
}

function reasonOf({ key, state, error }: RunRow, tracker: Tracker): string | null {
  if (error !== null) return `${error.code}: ${error.message}`;
  if (state === 'interrupted') return 'given back before its end';
  return state === 'stale' ? (tracker.events(key).at(-1)?.reason ?? null) : null;
}
