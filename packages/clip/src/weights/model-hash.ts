import { hashJson, type JsonValue, sha256 } from '@shotbench/content-hash';

import type { ClipConfig } from '../config/clip-config.ts';
import type { WeightTensor } from './read-weights.ts';

/** Raised when equal models get another hash than before. */
const FORMAT = 1;

/**
 * A name for everything that a model's numbers depend on: SHA-256 over its configuration and over the SHA-256 of each
 * canonical tensor's float32 bytes. It does not depend on layout, names in the file, sharding, or the stored type
 * where that lost nothing, so the same model from OpenAI and from Hugging Face has one hash.
 *
 * Takes about a second for 600 MB; other work gets its turn between tensors.
 */
export async function modelHash(config: ClipConfig, weights: ReadonlyMap<string, WeightTensor>): Promise<string> {
  const tensors: Record<string, { shape: readonly number[]; sha256: string }> = {};
  for (const [name, { shape, data }] of weights) {
    tensors[name] = { shape, sha256: sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) };
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  // An interface has no index signature, so the compiler cannot see that a configuration is JSON.
  return hashJson({ format: FORMAT, config: config as unknown as JsonValue, tensors });
}
