import type { JsonValue } from '@shotbench/content-hash';
import { describeCell, type RunRow, type RunState, type Tracker } from '@shotbench/tracker';

import { type CodeComparison, compareCode } from './compare-code.ts';
import { compareImages, type ImageComparison } from './compare-images.ts';
import { compareParts, type PartComparison } from './compare-parts.ts';
import { type Difference, differences } from './differences.ts';
import { pairedPredictions, type PredictionPairs } from './paired-predictions.ts';

/** How two runs differ in all but their predictions; what is equal is left out. */
export interface RunDifferences {
  readonly first: RunName;
  readonly second: RunName;
  readonly identity: readonly Difference[];
  readonly settings: readonly Difference[];
  /** Accuracy and metrics, of runs that both have a result. */
  readonly metrics: readonly Difference[];
  /** Times, memory, and what the fits found, of runs that both have a result. */
  readonly costsAndDetails: readonly Difference[];
  readonly images: ImageComparison | null;
  readonly provenance: readonly Difference[];
  /** Null where one of them has not been begun. */
  readonly code: CodeComparison | null;
}

/** How two runs differ, for a reader of one screen: `partDetails` has all of their predictions. */
export interface DiffReport extends RunDifferences {
  readonly parts: readonly PartComparison[];
  /** Parts that cannot be compared, with the reason. */
  readonly incomparable: PredictionPairs['incomparable'];
}

export interface RunName {
  readonly key: string;
  readonly cell: string;
  readonly state: RunState;
}

/** @param repository the folder of the git working tree in which commits are looked for. */
export function diffReport(tracker: Tracker, first: RunRow, second: RunRow, repository: string): DiffReport {
  const { pairs, incomparable } = pairedPredictions(tracker, first.key, second.key);
  return {
    ...runDifferences(tracker, first, second, repository),
    parts: pairs.map((pair) => compareParts(...pair)),
    incomparable,
  };
}

/** @param repository as `diffReport` takes it. */
export function runDifferences(tracker: Tracker, first: RunRow, second: RunRow, repository: string): RunDifferences {
  const [a, b] = [recordOf(first), recordOf(second)];
  return {
    first: nameOf(first),
    second: nameOf(second),
    identity: differences(a.identity, b.identity),
    settings: differences(a.settings, b.settings),
    metrics: a.metrics && b.metrics ? differences(a.metrics, b.metrics) : [],
    costsAndDetails: a.rest && b.rest ? differences(a.rest, b.rest) : [],
    images: compareImages(tracker.drawnImages(first.key), tracker.drawnImages(second.key)),
    provenance: differences(a.provenance, b.provenance),
    code: first.provenance && second.provenance ? compareCode(repository, first.provenance, second.provenance) : null,
  };
}

function nameOf(run: RunRow): RunName {
  return { key: run.key, cell: describeCell(run), state: run.state };
}

type Members = { readonly [name: string]: JsonValue | undefined };

/** A run as JSON, by what its differences are told of. The code is compared by itself. */
function recordOf({ identity, result, provenance }: RunRow) {
  const { config, ...others } = identity;
  const { commit: _commit, dirty: _dirty, diff: _diff, ...place } = provenance ?? {};
  const { accuracy, metrics, ...rest } = result ?? {};
  return {
    identity: others as unknown as Members,
    settings: config,
    metrics: result && ({ accuracy, ...metrics } as Members),
    rest: result && (rest as Members),
    provenance: place as Members,
  };
}
