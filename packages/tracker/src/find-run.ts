import { ShotbenchError } from '@shotbench/errors';

import { describeCell } from './describe-cell.ts';
import type { RunRow } from './run.ts';
import type { Tracker } from './tracker.ts';

/** Fewer digits name a run by chance: of 100 runs two share three digits more often than not. */
const FEWEST_DIGITS = 4;

/** Candidates that an error lists. */
const MOST_CANDIDATES = 5;

/**
 * The run whose key begins with a prefix.
 * @param prefix 4 or more hexadecimal digits.
 * @throws ShotbenchError `RUN_PREFIX` for something else, `RUN_UNKNOWN` that lists the runs whose keys begin most alike, `RUN_AMBIGUOUS` that
 * lists those that begin so.
 */
export function findRun(tracker: Tracker, prefix: string): RunRow {
  if (!/^[0-9a-f]+$/i.test(prefix) || prefix.length < FEWEST_DIGITS || prefix.length > 64) {
    throw new ShotbenchError(
      'RUN_PREFIX',
      `"${prefix}" names no run; expected the first ${FEWEST_DIGITS} to 64 hexadecimal digits of a run's key, which "shotbench table --format json" lists`,
    );
  }
  const found = tracker.find(prefix, MOST_CANDIDATES + 1);
  const [run, another] = found;
  if (run && !another) return run;
  if (another) {
    throw new ShotbenchError(
      'RUN_AMBIGUOUS',
      `"${prefix}" begins the keys of several runs: ${listed(found)}; give more digits`,
    );
  }
  const alike = mostAlike(tracker, prefix);
  const advice = alike.length === 0 ? 'there are no runs in this file' : `the most alike are ${listed(alike)}`;
  throw new ShotbenchError('RUN_UNKNOWN', `no run has a key that begins with "${prefix}"; ${advice}`);
}

/** The runs that share most first digits with a prefix that none has. */
function mostAlike(tracker: Tracker, prefix: string): RunRow[] {
  for (let length = prefix.length - 1; length > 0; length--) {
    const runs = tracker.find(prefix.slice(0, length), MOST_CANDIDATES + 1);
    if (runs.length > 0) return runs;
  }
  return tracker.find('', MOST_CANDIDATES + 1);
}

function listed(runs: readonly RunRow[]): string {
  const names = runs.slice(0, MOST_CANDIDATES).map((run) => `${run.key.slice(0, 12)} (${describeCell(run)})`);
  return [...names, ...(runs.length > MOST_CANDIDATES ? ['…'] : [])].join(', ');
}
