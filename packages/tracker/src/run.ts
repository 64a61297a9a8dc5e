import type { JsonObject, RunIdentity } from './identity.ts';
import type { Predictions } from './predictions.ts';

/** One cell of the benchmark: what to run, and the label that keeps its table row apart. */
export interface Cell {
  readonly identity: RunIdentity;
  /** Empty for the method's defaults, else a short label such as `alpha=1`. Not part of the key. */
  readonly variant: string;
}

/** Which images a run learned from: ids in the order of the rows. */
export interface DrawnImages {
  readonly train: readonly string[];
  /** Those of the few-shot validation set; empty where the protocol takes none or the whole split. */
  readonly validation: readonly string[];
}

export interface RunResult {
  /** Percent, 0 to 100. */
  readonly accuracy: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Chosen hyper-parameters and whatever else explains the number. */
  readonly details: JsonObject;
  readonly trainableParameters: number;
  readonly fitSeconds: number;
  readonly evaluateSeconds: number;
  /** Test images behind the accuracy. */
  readonly testCount: number;
  /** Processor time of fitting and evaluating, all threads together. */
  readonly cpuSeconds?: number | undefined;
  /** The largest resident memory that the process had until the run's end. */
  readonly peakMemoryBytes?: number | undefined;
}

/** What is stored beside a result, where it is known. */
export interface Evidence {
  readonly images?: DrawnImages | undefined;
  /** One entry for each set of test images. */
  readonly predictions?: readonly Predictions[] | undefined;
  /** The last lines of what the run reported. */
  readonly log?: string | undefined;
}

/** A run that something else has computed. */
export interface ExternalRun extends Cell {
  readonly result: RunResult;
  readonly provenance: Provenance;
}

/**
 * `interrupted` runs were begun and given back, `stale` ones were begun by a process that is gone: both are claimed again like queued ones.
 * `failed` and `invalid` ones, the latter taken back after they were done, are run again only when asked.
 */
export const RUN_STATES = ['queued', 'running', 'interrupted', 'stale', 'done', 'failed', 'invalid'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** States that only {@link Tracker.requeue} takes a run out of, besides `stale`, from which runs are also claimed. */
export const REQUEUED_STATES = ['failed', 'stale', 'invalid'] as const;
export type RequeuedState = (typeof REQUEUED_STATES)[number];

/** Something that happened to a run other than being claimed and completed. */
export interface RunEvent {
  /** Milliseconds of the caller's clock. */
  readonly at: number;
  readonly kind: 'abandoned' | 'failed' | 'invalidated' | 'requeued';
  readonly reason: string;
  /** What the run held before and holds no longer, such as its error or its accuracy. */
  readonly before: JsonObject | null;
}

/** Where and with what a run was computed; it explains a number but is no part of its identity. */
export interface Provenance {
  readonly commit: string | null;
  readonly dirty: boolean | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly host: string;
  readonly processor: string;
  readonly threads: number;
  readonly node: string;
  readonly platform: string;
  /** SHA-256 of the lock file, which names the version of every library. */
  readonly lockHash?: string | undefined;
  /** What the code differed by from the commit, as `git diff` prints it; cut, with a note that says so, where it is too long to keep. */
  readonly diff?: string | undefined;
  /** The command line that planned the run. */
  readonly command?: string | undefined;
  readonly memoryBytes?: number | undefined;
  /** Names of graphics processors. */
  readonly gpus?: readonly string[] | undefined;
}

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** The last lines of what the run reported. */
  readonly log?: string | undefined;
}

/** One row of the store. Times are milliseconds of the caller's clock. */
export interface RunRow extends Cell {
  readonly key: string;
  /** Who first asked for this run, for example an experiment's name. */
  readonly plannedBy: string;
  readonly state: RunState;
  /** How often the run has been claimed. */
  readonly attempts: number;
  /** Who runs it now, or who finished it. */
  readonly owner: string | null;
  readonly heartbeatAt: number | null;
  readonly createdAt: number;
  /** Start of the last attempt. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Set exactly where the state is `failed`. */
  readonly error: RunError | null;
  /** Set exactly where the state is `done` or `invalid`. */
  readonly result: RunResult | null;
  /** Of the last attempt. */
  readonly provenance: Provenance | null;
}
