import { ShotbenchError } from '@shotbench/errors';
import { recordedTrials, type RunSummary, type SearchedRun } from '@shotbench/tracker';

import type { Source } from '../source.ts';
import { methodOf, searchedRuns } from './searched-runs.ts';

export interface ShownTrials {
  readonly runs: readonly RunSummary[];
  readonly searched: readonly SearchedRun[];
  readonly without: number;
  readonly omitted: number;
}

export interface TrialsAsked {
  /** The first digits of a key. */
  readonly run?: string | undefined;
  readonly pool?: 'yes' | undefined;
}

/** What is read for one answer: details are long, and are not kept in memory. */
const [MOST_RUNS, MOST_TRIALS] = [100, 20_000];

/**
 * The trials of the run that is asked for, or of the first of the list; with `pool`, of all in the list that are of its method.
 * Undefined where the list is empty and no run is asked for.
 * @throws ShotbenchError `RUN_UNKNOWN` for a run that has no search.
 */
export function shownTrials(
  source: Source,
  list: readonly RunSummary[],
  { run: prefix, pool }: TrialsAsked,
): ShownTrials | undefined {
  const chosen = prefix === undefined ? list[0] : runOf(source, list, prefix);
  if (chosen === undefined) return undefined;
  const method = methodOf(chosen.kind);
  const wanted = pool === undefined ? [chosen] : list.filter(({ kind }) => methodOf(kind) === method);

  const [runs, searched]: [RunSummary[], SearchedRun[]] = [[], []];
  let [trials, without, omitted] = [0, 0, 0];
  for (const run of wanted) {
    if (runs.length === MOST_RUNS || trials >= MOST_TRIALS) {
      omitted += 1;
      continue;
    }
    const details = source.tracker.get(run.key)?.result?.details;
    const own = details && recordedTrials(details);
    if (own === undefined) without += 1;
    else {
      runs.push(run);
      searched.push({ key: run.key, trials: own });
      trials += own.length;
    }
  }
  return { runs, searched, without, omitted };
}

function runOf(source: Source, list: readonly RunSummary[], prefix: string): RunSummary {
  const found =
    list.find(({ key }) => key.startsWith(prefix)) ?? searchedRuns(source).find(({ key }) => key.startsWith(prefix));
  if (found) return found;
  throw new ShotbenchError(
    'RUN_UNKNOWN',
    `no run whose key begins with "${prefix}" has searched its settings; choose one from the list`,
  );
}
