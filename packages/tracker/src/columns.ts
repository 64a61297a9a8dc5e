import { canonicalJson, sha256 } from '@shotbench/content-hash';

import { identityJson } from './identity.ts';
import { kindColumns } from './kinds.ts';
import type { Cell, DrawnImages, Provenance, RunResult } from './run.ts';
import { identitySchema, parseAs, resultSchema } from './schemas.ts';

/** @throws ShotbenchError `TRACKER_IDENTITY` */
export function cellColumns({ identity, variant }: Cell) {
  parseAs(identitySchema, identity, {
    code: 'TRACKER_IDENTITY',
    what: 'the identity of a run',
    advice: 'correct the plan',
  });
  const json = identityJson(identity);
  return { key: sha256(json), seed: identity.seed, identity: json, kind: kindColumns(identity, variant) };
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
