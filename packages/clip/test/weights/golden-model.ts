import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { halfToFloat, type NdArray, readSafetensors } from '@shotbench/array-files';

export type GoldenName = 'clip-vit-tiny' | 'clip-vit-tiny-hf' | 'clip-rn-tiny';

/** The folder of a golden model. */
export function goldenFolder(name: GoldenName): string {
  return join(import.meta.dirname, '..', 'goldens', name);
}

/** The tensors of a golden model as its file has them. */
export function goldenTensors(name: GoldenName): Map<string, NdArray> {
  const file = join(goldenFolder(name), 'model.safetensors');
  return new Map(readSafetensors(readFileSync(file), file));
}

/** The values of a golden tensor as numbers; goldens are float16 or float32. */
export function valuesOf({ dtype, data }: NdArray): Float32Array {
  return dtype === 'float16' ? halfToFloat(data) : (data as Float32Array);
}
