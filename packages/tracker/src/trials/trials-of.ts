import { ShotbenchError } from '@shotbench/errors';

import { describeCell } from '../describe-cell.ts';
import type { RunRow } from '../run.ts';
import { recordedTrials } from './recorded-trials.ts';
import type { SearchedRun } from './trials-table.ts';

/**
 * What a run has recorded of its search.
 * @throws ShotbenchError `TRIALS_NONE` where it has recorded none.
 */
export function trialsOf(run: RunRow): SearchedRun {
  const trials = run.result === null ? undefined : recordedTrials(run.result.details);
  if (trials) return { key: run.key, trials };
  const what = run.result === null ? `is ${run.state}` : 'has searched no settings';
  throw new ShotbenchError(
    'TRIALS_NONE',
    `the run ${run.key.slice(0, 12)} (${describeCell(run)}) ${what}; expected a done run of a method that searches, such as "shotbench run --search grid" makes`,
  );
}
