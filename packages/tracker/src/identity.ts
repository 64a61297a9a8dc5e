import { canonicalJson, type JsonValue, sha256 } from '@shotbench/content-hash';

import { type Evaluation, plainEvaluation } from './evaluation.ts';

/** A JSON object; members that are `undefined` do not exist. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/**
 * How hyper-parameters were chosen: fixed before any data were seen, tuned on min(shots, 4) validation images per class,
 * tuned on the full validation split, or tuned on the test split itself, which is no result but an upper bound.
 */
export const PROTOCOLS = ['fixed', 'few-shot-val', 'full-val', 'test-oracle'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** The hash of a dataset of which only the name is known: that of results which were computed elsewhere. It stands for no version of the dataset. */
export const UNKNOWN_DATASET_HASH = 'unknown';

/** Everything that can change a run's number. Its hash is the run's key. */
export interface RunIdentity {
  readonly method: string;
  /** Raised whenever the method's numbers may move. */
  readonly methodVersion: number;
  /** Resolved: every default filled in. */
  readonly config: JsonObject;
  readonly protocol: Protocol;
  /** Name of the dataset. */
  readonly dataset: string;
  /** Content hash of features, labels, class names, …, and so different for each backbone. */
  readonly datasetHash: string;
  readonly backbone: string;
  readonly shots: number;
  /** Null where nothing is random in this cell. */
  readonly seed: number | null;
  /** V, how many of the stored views of each training image are learned from; 1 is the image as it is evaluated. Absent: all there are. */
  readonly views?: number | undefined;
  /** Hash of the model whose text encoder was learned through, where the set's own hash does not cover it: imported features. */
  readonly textModel?: string | undefined;
  /** What the classifier is judged by. Absent: test images of the classes that it was trained on, "few-shot". */
  readonly evaluation?: Evaluation | undefined;
  readonly engine: { readonly executor: string; readonly precision: string; readonly version: number };
}

/** The canonical JSON of an identity: equal identities have equal text. Fields that are not listed above are left out. */
export function identityJson(identity: RunIdentity): string {
  const { method, methodVersion, config, protocol, dataset, datasetHash, backbone, shots, seed } = identity;
  const { views, textModel, evaluation } = identity;
  const { executor, precision, version } = identity.engine;
  const engine = { executor, precision, version };
  return canonicalJson({
    method,
    methodVersion,
    config,
    protocol,
    dataset,
    datasetHash,
    backbone,
    shots,
    seed,
    engine,
    views,
    textModel,
    evaluation: evaluation && plainEvaluation(evaluation),
  });
}

/** The name of a run: SHA-256 of its identity's canonical JSON, so the order of keys never matters. */
export function runKey(identity: RunIdentity): string {
  return sha256(identityJson(identity));
}
