import { availableParallelism } from 'node:os';

import { imagePool, openaiPreprocess } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';

import type { Faults } from './unreadable-images.ts';

/**
 * Decodes images as the extraction of features does.
 * @param onDone called with how many are done.
 */
export async function decodeImages(files: readonly string[], onDone: (done: number) => void): Promise<Faults> {
  const faults = new Map<number, string>();
  // The smallest images that a ViT takes: what is made of the pixels is thrown away.
  const pool = imagePool({ workers: availableParallelism(), config: openaiPreprocess(32) });
  try {
    for (let next = 0; next < files.length;) {
      try {
        for await (const _ of pool.prepare(files.slice(next))) onDone(++next);
      } catch (error) {
        if (!(error instanceof ShotbenchError)) throw error;
        faults.set(next, error.message);
        onDone(++next);
      }
    }
  } finally {
    await pool.close();
  }
  return faults;
}
