import { type Cell, type Provenance, type RunIdentity, type RunResult, UNKNOWN_DATASET_HASH } from '@shotbench/tracker';

/** A file that may hold results of something else. */
export interface ResultFile {
  /** Relative to what the user named, that included, so that it says nothing about the machine. */
  readonly path: string;
  /** Of its bytes. */
  readonly sha256: string;
  readonly text: string;
}

/** A run as files tell it. */
export interface ImportedRun extends Cell {
  readonly result: Omit<RunResult, 'details'>;
  readonly provenance: Provenance;
  /** One file, or those of both halves of a base-to-novel run. */
  readonly sources: readonly ResultFile[];
}

/** Something in a file that looks like a result and is none that could be stored. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface Imported {
  readonly runs: readonly ImportedRun[];
  readonly skipped: readonly Skipped[];
}

/** What is told of a run; what is left out is unknown. */
export interface Told extends Pick<
  RunIdentity,
  'method' | 'config' | 'protocol' | 'dataset' | 'backbone' | 'shots' | 'seed' | 'evaluation'
> {
  readonly variant?: string;
  /** The program that computed it, and in which numbers. */
  readonly executor: string;
  readonly precision?: string;
  readonly accuracy: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly testCount?: number;
  readonly fitSeconds?: number;
  readonly provenance?: Partial<Provenance>;
}

/** The run, with everything that is unknown filled in as such: 0 seconds, 0 test images, a dataset of unknown hash. */
export function importedRun(told: Told, sources: readonly ResultFile[]): ImportedRun {
  const { method, config, protocol, dataset, backbone, shots, seed, evaluation } = told;
  return {
    identity: {
      ...{ method, methodVersion: 1, config, protocol, dataset, datasetHash: UNKNOWN_DATASET_HASH },
      ...{ backbone, shots, seed, ...(evaluation && { evaluation }) },
      engine: { executor: told.executor, precision: told.precision ?? 'unknown', version: 0 },
    },
    variant: told.variant ?? '',
    result: {
      ...{ accuracy: told.accuracy, metrics: told.metrics, testCount: told.testCount ?? 0 },
      ...{ trainableParameters: 0, fitSeconds: told.fitSeconds ?? 0, evaluateSeconds: 0 },
    },
    provenance: { ...UNKNOWN_PLACE, ...told.provenance },
    sources,
  };
}

const UNKNOWN_PLACE: Provenance = {
  ...{ commit: null, dirty: null, versions: {}, host: 'unknown', processor: 'unknown' },
  ...{ threads: 0, node: 'none', platform: 'unknown' },
};
