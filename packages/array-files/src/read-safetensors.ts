import { bfloat16ToFloat } from './bfloat16.ts';
import { arrayFromBytes, type NdArray } from './nd-array.ts';
import { readSafetensorsHeader } from './safetensors-header.ts';
import { type CheckedEntry, checkLayout } from './safetensors-layout.ts';

/**
 * Reads every tensor of a safetensors file. As in the reference implementation, the tensors must fill the data
 * exactly: no overlap, no gap, nothing after the last. `openSafetensors` reads files that are too big for this.
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
  const checked = checkLayout(entries, data.length, file);
  return new Map(checked.map((entry) => [entry.name, decode(entry, data.subarray(entry.begin, entry.end))]));
}

function decode({ stored, shape }: CheckedEntry, bytes: Uint8Array): NdArray {
  if (stored !== 'bfloat16') return arrayFromBytes(stored, shape, bytes);
  // bfloat16 has the size of float16.
  const bits = arrayFromBytes('float16', shape, bytes).data as Uint16Array;
  return { dtype: 'float32', shape, data: bfloat16ToFloat(bits) };
}
