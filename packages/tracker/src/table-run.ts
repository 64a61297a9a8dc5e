import { hashJson } from '@shotbench/content-hash';

import type { Evaluation } from './evaluation.ts';
import type { Protocol } from './identity.ts';
import type { RunRow, RunState } from './run.ts';

/** What runs share that differ in nothing but their seed. */
export interface RunKind {
  /** Equal for equal kinds from one source. */
  readonly id: string;
  readonly method: string;
  readonly methodVersion: number;
  readonly variant: string;
  /** `hashJson` of the resolved settings. */
  readonly configHash: string;
  readonly protocol: Protocol;
  readonly dataset: string;
  readonly datasetHash: string;
  readonly backbone: string;
  readonly shots: number;
  readonly executor: string;
  readonly precision: string;
  readonly engineVersion: number;
  /** Absent for few-shot runs. */
  readonly evaluation?: Evaluation | undefined;
}

/** What tables need of a run: neither its settings, which they compare by their hash, nor what explains its number. */
export interface TableRun {
  readonly key: string;
  readonly kind: RunKind;
  readonly seed: number | null;
  readonly state: RunState;
  readonly createdAt: number;
  /** Percent; null where the run has no result. */
  readonly accuracy: number | null;
  /** Of fitting and evaluating; null where the run has no result. */
  readonly seconds: number | null;
  /** By name. The tracker reads those of other evaluations only: tables of few-shot runs are of their accuracy. */
  readonly metrics?: Readonly<Record<string, number>> | undefined;
}

/** A whole row without what tables do not need. */
export function toTableRun({ identity, result, key, state, variant, createdAt }: RunRow): TableRun {
  const { method, methodVersion, protocol, dataset, datasetHash, backbone, shots, seed, evaluation } = identity;
  const { executor, precision, version: engineVersion } = identity.engine;
  const kind = {
    ...{ method, methodVersion, variant, configHash: hashJson(identity.config), protocol },
    ...{ dataset, datasetHash, backbone, shots, executor, precision, engineVersion, evaluation },
  };
  return {
    ...{ key, kind: { ...kind, id: JSON.stringify(kind) }, seed, state, createdAt },
    accuracy: result && result.accuracy,
    seconds: result && result.fitSeconds + result.evaluateSeconds,
    metrics: result?.metrics,
  };
}

/** Rows of either sort as tables take them. */
export function tableRunsOf(rows: readonly (RunRow | TableRun)[]): TableRun[] {
  return rows.map((row) => ('identity' in row ? toTableRun(row) : row));
}
