import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { readSafetensors, writeSafetensors } from '@shotbench/array-files';
import { ShotbenchError } from '@shotbench/errors';
import type { HostTensor } from '@shotbench/tensor';

/** Which entries are kept, eight to a byte, row after row, the first in the most significant bit, zeros at the end: as R-AMT's checkpoints have them. */
export function packMask(mask: ArrayLike<number>, threshold: number): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(Math.ceil(mask.length / 8));
  for (let i = 0; i < mask.length; i++) if (mask[i]! > threshold) bits[i >> 3]! |= 0x80 >> (i & 7);
  return bits;
}

/** The inverse: 1 for each entry that is kept, else 0. */
export function unpackMask(bits: Uint8Array, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => (bits[i >> 3]! >> (7 - (i & 7))) & 1);
}

/** The weight with the entries that are not kept set to 0. */
export function foldMask(weight: HostTensor, bits: Uint8Array): HostTensor {
  const keep = unpackMask(bits, weight.data.length);
  return { ...weight, data: Float32Array.from(weight.data, (value, i) => (keep[i] === 1 ? value : 0)) };
}

export interface SavedMasks {
  /** By the name of the weight. */
  readonly masks: ReadonlyMap<string, Uint8Array>;
  /** The model whose image encoder they belong to. */
  readonly backbone: string;
}

/** Writes masks as a safetensors file of bytes, named as their weights; the file is complete or not there. */
export function saveMasks(path: string, { masks, backbone }: SavedMasks): void {
  const arrays = [...masks].map(([name, data]) => [name, { dtype: 'uint8', shape: [data.length], data }] as const);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, writeSafetensors(new Map(arrays), { masks: 'kept entries, 8 to a byte', backbone }));
  renameSync(`${path}.part`, path);
}

/** @throws ShotbenchError `MASKS_FILE` for a file that holds something else. */
export function loadMasks(path: string): ReadonlyMap<string, Uint8Array> {
  const arrays = readSafetensors(readFileSync(path), path);
  const odd = [...arrays].find(([, { dtype }]) => dtype !== 'uint8');
  if (odd || arrays.size === 0) {
    throw new ShotbenchError(
      'MASKS_FILE',
      `${path} holds ${odd ? `"${odd[0]}" of type ${odd[1].dtype}` : 'nothing'}; expected masks as bytes; take a file that "shotbench run --save FOLDER" wrote`,
    );
  }
  return new Map([...arrays].map(([name, { data }]) => [name, data as Uint8Array]));
}
