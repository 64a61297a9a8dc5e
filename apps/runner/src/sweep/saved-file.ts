import { join } from 'node:path';

import type { RunIdentity } from '@shotbench/tracker';

/** Where what a cell learned is written: a name that people can read, told apart by the run's key. */
export function savedFile(folder: string, { dataset, shots, method, seed }: RunIdentity, key: string): string {
  const parts = [dataset, `${shots}-shots`, method, ...(seed === null ? [] : [`seed-${seed}`]), key.slice(0, 8)];
  return join(folder, `${parts.join('-')}.safetensors`);
}
