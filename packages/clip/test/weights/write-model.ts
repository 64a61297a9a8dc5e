import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type NdArray, writeSafetensors } from '@shotbench/array-files';

import { valuesOf } from './golden-model.ts';

export type Tensors = ReadonlyMap<string, NdArray>;

/** Writes files into a folder: tensors as .safetensors, bytes and texts as they are, the rest as JSON. */
export function writeModel(folder: string, files: Readonly<Record<string, unknown>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (content instanceof Map) writeFileSync(path, writeSafetensors(content as Tensors));
    else if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(path, content);
    else writeFileSync(path, JSON.stringify(content));
  }
  return folder;
}

/** The same tensors as float32. */
export function inFloat32(tensors: Tensors): Map<string, NdArray> {
  return mapFloats(tensors, (array) => ({ dtype: 'float32', shape: array.shape, data: valuesOf(array) }));
}

/** The same tensors with the precision of bfloat16, still as float32: the lower half of each pattern is cut off. */
export function cutToBfloat16(tensors: Tensors): Map<string, NdArray> {
  return mapFloats(tensors, (array) => {
    const words = new Uint32Array(Float32Array.from(valuesOf(array)).buffer).map((word) => word & 0xffff0000);
    return { dtype: 'float32', shape: array.shape, data: new Float32Array(words.buffer) };
  });
}

/**
 * A file of BF16 tensors, which `writeSafetensors` does not write.
 * @param tensors float32 with the precision of bfloat16; others are left out.
 */
export function bfloat16File(tensors: Tensors): Uint8Array {
  const parts: Uint8Array[] = [];
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    if (dtype !== 'float32') continue;
    const upper = Uint16Array.from(new Uint32Array(data.buffer, data.byteOffset, data.length), (word) => word >>> 16);
    header[name] = { dtype: 'BF16', shape, data_offsets: [offset, (offset += upper.byteLength)] };
    parts.push(new Uint8Array(upper.buffer));
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...parts]);
}

function mapFloats(tensors: Tensors, change: (array: NdArray) => NdArray): Map<string, NdArray> {
  const isFloat = ({ dtype }: NdArray): boolean => dtype === 'float16' || dtype === 'float32';
  return new Map([...tensors].map(([name, array]) => [name, isFloat(array) ? change(array) : array]));
}
