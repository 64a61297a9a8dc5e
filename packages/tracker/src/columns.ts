import { canonicalJson, hashJson, sha256 } from '@shotbench/content-hash';

import { evaluationKind } from './evaluation.ts';
import { identityJson, runKey } from './identity.ts';
import type { Cell, DrawnImages, Provenance, RunResult } from './run.ts';
import { identitySchema, parseAs, resultSchema } from './schemas.ts';

/** @throws ShotbenchError `TRACKER_IDENTITY` */
export function cellColumns({ identity, variant }: Cell) {
  const { engine, config } = parseAs(identitySchema, identity, {
    code: 'TRACKER_IDENTITY',
    what: 'the identity of a run',
    advice: 'correct the plan',
  });
  const { method, methodVersion, protocol, dataset, datasetHash, backbone, shots, seed } = identity;
  return {
    key: runKey(identity),
    ...{ method, methodVersion, variant, protocol, dataset, datasetHash, backbone, shots, seed },
    ...{ executor: engine.executor, precision: engine.precision, engineVersion: engine.version },
    configHash: hashJson(config),
    identity: identityJson(identity),
    evaluation: evaluationKind(identity),
  };
}

/** Stored once, under the hash of its JSON. */
export function provenanceColumns(provenance: Provenance): { hash: string; provenance: string } {
  const json = canonicalJson({ ...provenance, gpus: provenance.gpus && [...provenance.gpus] });
  return { hash: sha256(json), provenance: json };
}

/** Stored once, under the hash of its JSON. */
export function drawColumns({ train, validation }: DrawnImages): { hash: string; ids: string } {
  const ids = canonicalJson({ train: [...train], validation: [...validation] });
  return { hash: sha256(ids), ids };
}

/** @throws ShotbenchError `TRACKER_RESULT` */
export function resultColumns(key: string, result: RunResult) {
  const complaint = {
    code: 'TRACKER_RESULT',
    what: `the result of run ${key.slice(0, 12)}`,
    advice: 'look for a diverged training or a bug in the method',
  };
  const { metrics, details, ...numbers } = parseAs(resultSchema, result, complaint);
  return {
    ...{ cpuSeconds: null, peakMemoryBytes: null, ...numbers },
    ...{ metrics: canonicalJson({ ...metrics }), details: canonicalJson(details) },
  };
}
