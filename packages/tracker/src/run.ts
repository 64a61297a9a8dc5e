import type { JsonObject, RunIdentity } from './identity.ts';

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
}

/** `interrupted` runs were begun and given back; they are claimed again like queued ones. */
export const RUN_STATES = ['queued', 'running', 'interrupted', 'done', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

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
}

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly stack?: string | undefined;
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
  /** Set exactly where the state is `done`. */
  readonly result: RunResult | null;
  /** Of the last attempt. */
  readonly provenance: Provenance | null;
}
