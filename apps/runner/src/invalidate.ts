import { ShotbenchError } from '@shotbench/errors';
import { describeCell, findRun, type RunRow, Tracker } from '@shotbench/tracker';

import { isOwnerAlive } from './owner.ts';

/** What the user asked `shotbench invalidate` for. */
export interface InvalidateOptions {
  readonly reason?: string;
  readonly methods?: readonly string[];
  readonly features?: readonly string[];
  readonly shots?: readonly number[];
  readonly seeds?: readonly number[];
  readonly db: string;
}

/**
 * Takes back results and says which.
 * @param prefixes first digits of the runs' keys; none where the options say which.
 * @throws ShotbenchError `INVALIDATE_REASON` without a reason, `INVALIDATE_WHICH` without runs or with both prefixes and filters,
 * `INVALIDATE_NONE` where none of the runs has a result that stands. In each case nothing has changed.
 */
export function invalidate(prefixes: readonly string[], options: InvalidateOptions): string {
  const reason = checkRequest(prefixes, options);
  // Reading only, so that a mistyped path makes no file.
  const asked = readRuns(options.db, (tracker) =>
    prefixes.length > 0 ? named(tracker, prefixes) : filtered(tracker, options),
  );
  const done = asked.filter(({ state }) => state === 'done');
  if (done.length === 0) {
    throw new ShotbenchError(
      'INVALIDATE_NONE',
      `${asked.length === 0 ? 'no run is such' : `of ${asked.length} such runs none has a result that stands`}; expected one or more that are done; "shotbench table" shows them`,
    );
  }
  const tracker = Tracker.open(options.db, { now: Date.now, isAlive: isOwnerAlive });
  try {
    const changed = tracker.invalidate(
      done.map(({ key }) => key),
      reason,
    );
    return describe(done, changed, asked.length - done.length);
  } finally {
    tracker.close();
  }
}

/** @returns the reason. */
function checkRequest(prefixes: readonly string[], options: InvalidateOptions): string {
  const reason = options.reason?.trim() ?? '';
  if (reason === '') {
    throw new ShotbenchError(
      'INVALIDATE_REASON',
      'results are not taken back without a reason; add --reason with a few words that will still say why in a year',
    );
  }
  const { methods, features, shots, seeds } = options;
  const isFiltered = [methods, features, shots, seeds].some((filter) => filter !== undefined);
  if (isFiltered === prefixes.length > 0) {
    throw new ShotbenchError(
      'INVALIDATE_WHICH',
      `${isFiltered ? 'both runs and filters are' : 'nothing is'} given that says which results to take back; expected either keys of runs, or one or more of --methods, --features, --shots and --seeds`,
    );
  }
  return reason;
}

function readRuns(db: string, read: (tracker: Tracker) => RunRow[]): RunRow[] {
  const tracker = Tracker.openReadOnly(db);
  try {
    return read(tracker);
  } finally {
    tracker.close();
  }
}

/** The runs with these keys, each once. */
function named(tracker: Tracker, prefixes: readonly string[]): RunRow[] {
  const runs = prefixes.map((prefix) => findRun(tracker, prefix));
  return [...new Map(runs.map((run) => [run.key, run])).values()];
}

function filtered(tracker: Tracker, { methods, features, shots, seeds }: InvalidateOptions): RunRow[] {
  const filter = { ...(methods && { methods }), ...(features && { datasets: features }), ...(shots && { shots }) };
  return tracker
    .runs(filter)
    .filter(({ identity: { seed } }) => seeds === undefined || (seed !== null && seeds.includes(seed)));
}

function describe(done: readonly RunRow[], changed: number, others: number): string {
  const left = others > 0 ? `; ${others} without a result that stands ${others === 1 ? 'is' : 'are'} as before` : '';
  const lines = [
    ...done.map((run) => `${run.key.slice(0, 12)}  ${describeCell(run)}: ${run.result?.accuracy.toFixed(2)} %`),
    `took back ${changed} ${changed === 1 ? 'result' : 'results'}${left}`,
    'to compute them again: shotbench retry --invalid',
  ];
  return `${lines.join('\n')}\n`;
}
