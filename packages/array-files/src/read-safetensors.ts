import { ShotbenchError } from '@shotbench/errors';

import { arrayFromBytes, elementBytes, elementCount, formatShape, type DType, type NdArray } from './nd-array.ts';
import { readSafetensorsHeader, type SafetensorsEntry } from './safetensors-header.ts';

/** The names safetensors gives to the element types that are read as they are. */
export const SAFETENSORS_DTYPE: Readonly<Record<DType, string>> = {
  float16: 'F16',
  float32: 'F32',
  float64: 'F64',
  int8: 'I8',
  uint8: 'U8',
  int16: 'I16',
  uint16: 'U16',
  int32: 'I32',
  uint32: 'U32',
  int64: 'I64',
  uint64: 'U64',
  bool: 'BOOL',
};

/** bfloat16 is the upper half of a float32; it is read as float32, which loses nothing. */
const BFLOAT16 = 'BF16';

/**
 * Reads every tensor of a safetensors file. As in the reference implementation, the tensors must fill the data
 * exactly: no overlap, no gap, nothing after the last.
 *
 * @param bytes The whole file; the results do not share its memory.
 * @param file Name for messages.
 * @returns The tensors in order of their data. BF16 is widened to float32.
 * @throws ShotbenchError `SAFETENSORS_TRUNCATED`, `SAFETENSORS_HEADER`, `SAFETENSORS_DTYPE`, `SAFETENSORS_SIZE`,
 *   `SAFETENSORS_OFFSETS` or `SAFETENSORS_TRAILING`
 */
export function readSafetensors(bytes: Uint8Array, file: string): ReadonlyMap<string, NdArray> {
  const { entries, start } = readSafetensorsHeader(bytes, file);
  const data = bytes.subarray(start);
  const tensors = new Map<string, NdArray>();
  let filled = 0;
  for (const entry of entries) {
    checkRange(entry, filled, data.length, file);
    filled = entry.end;
    tensors.set(entry.name, decode(entry, data.subarray(entry.begin, entry.end), file));
  }
  if (filled !== data.length) {
    throw new ShotbenchError(
      'SAFETENSORS_TRAILING',
      `${file} has ${data.length} bytes of data, but its tensors end at ${filled}; expected nothing after them; save the file again`,
    );
  }
  return tensors;
}

function checkRange({ name, begin, end }: SafetensorsEntry, filled: number, length: number, file: string): void {
  if (begin !== filled || end < begin) {
    throw new ShotbenchError(
      'SAFETENSORS_OFFSETS',
      `${file}: tensor "${name}" lies at bytes ${begin} to ${end}, but the tensors before it end at ${filled}; expected no gap and no overlap; save the file again`,
    );
  }
  if (end > length) {
    throw new ShotbenchError(
      'SAFETENSORS_TRUNCATED',
      `${file} is cut short: tensor "${name}" ends at byte ${end} of the data, which have ${length}; copy the file again`,
    );
  }
}

function decode({ name, dtype, shape }: SafetensorsEntry, bytes: Uint8Array, file: string): NdArray {
  const found = Object.entries(SAFETENSORS_DTYPE).find(([, code]) => code === dtype);
  if (found === undefined && dtype !== BFLOAT16) {
    throw new ShotbenchError(
      'SAFETENSORS_DTYPE',
      `${file}: tensor "${name}" has element type "${dtype}"; expected one of ${Object.values(SAFETENSORS_DTYPE).join(' ')} ${BFLOAT16}; convert it before saving`,
    );
  }
  // bfloat16 has the size of float16.
  const stored = found === undefined ? 'float16' : (found[0] as DType);
  const expected = elementCount(shape) * elementBytes(stored);
  if (bytes.length !== expected) {
    throw new ShotbenchError(
      'SAFETENSORS_SIZE',
      `${file}: tensor "${name}" has ${bytes.length} bytes for ${dtype} ${formatShape(shape)}; expected ${expected}; save the file again`,
    );
  }
  const array = arrayFromBytes(stored, shape, bytes);
  return found === undefined ? { dtype: 'float32', shape, data: widen(array.data as Uint16Array) } : array;
}

function widen(upper: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(upper, (bits) => bits * 0x10000).buffer);
}
