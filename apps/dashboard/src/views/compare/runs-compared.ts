import { join } from 'node:path';

import {
  pairedPredictions,
  type PartDetails,
  partDetails,
  type PredictionPairs,
  type RunDifferences,
  runDifferences,
} from '@shotbench/run-reports';
import { findRun, type RunRow, targetsOf } from '@shotbench/tracker';

import type { Source } from '../source.ts';

/** Where the commits of runs are looked for: the repository that this file lies in. */
const REPOSITORY = join(import.meta.dirname, '../../../../..');

/** How two runs differ. */
export interface RunsCompared {
  readonly kind: 'runs';
  readonly differences: RunDifferences;
  /** Percent; null where a run has no result. */
  readonly accuracies: { readonly first: number | null; readonly second: number | null };
  /** Of the test images that both have predictions for. */
  readonly parts: readonly ComparedPart[];
  /** Parts that cannot be compared, with the reason. */
  readonly incomparable: PredictionPairs['incomparable'];
}

export interface ComparedPart extends PartDetails {
  /** Whose test images these are. */
  readonly dataset: string;
  /** Whether pictures of that dataset are at hand. */
  readonly hasPictures: boolean;
}

/**
 * Two runs, named by the first digits of their keys.
 * @throws ShotbenchError as `findRun`.
 */
export function runsCompared(source: Source, firstPrefix: string, secondPrefix: string): RunsCompared {
  const { tracker, pictured } = source;
  const [first, second] = [findRun(tracker, firstPrefix), findRun(tracker, secondPrefix)];
  const { pairs, incomparable } = pairedPredictions(tracker, first.key, second.key);
  return {
    kind: 'runs',
    differences: runDifferences(tracker, first, second, REPOSITORY),
    accuracies: { first: first.result?.accuracy ?? null, second: second.result?.accuracy ?? null },
    parts: pairs.flatMap((pair): ComparedPart[] => {
      const details = partDetails(...pair);
      if (details === undefined) return [];
      const dataset = datasetOf(first, details.part);
      return [{ ...details, dataset, hasPictures: details.hasIds && (pictured?.has(dataset) ?? false) }];
    }),
    incomparable,
  };
}

/** A part that is named after a set which the run was tested on is of that set. */
function datasetOf({ identity }: RunRow, part: string): string {
  return targetsOf(identity.evaluation).some(({ name }) => name === part) ? part : identity.dataset;
}
