import { ShotbenchError } from '@shotbench/errors';

import { bytesOf, checkFilled, elementBytes, type NdArray } from './nd-array.ts';
import { SAFETENSORS_DTYPE } from './safetensors-dtype.ts';
import { SAFETENSORS_METADATA, SAFETENSORS_PREFIX, type SafetensorsMetadata } from './safetensors-header.ts';

/**
 * The bytes of a safetensors file. Tensors are laid out by falling element size, then by name, and the header is
 * padded to 8 bytes, so each tensor is aligned and the same tensors give the same bytes.
 *
 * @param metadata text to be kept beside the tensors.
 * @throws ShotbenchError `ARRAY_SIZE` if data do not fill a shape; `SAFETENSORS_NAME` for the name `__metadata__`.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, NdArray>,
  metadata: SafetensorsMetadata = {},
): Uint8Array {
  const sorted = [...tensors].sort(([nameA, a], [nameB, b]) => {
    return elementBytes(b.dtype) - elementBytes(a.dtype) || (nameA < nameB ? -1 : 1);
  });
  let offset = 0;
  const members = sorted.map(([name, array]) => {
    checkFilled(array);
    if (name === SAFETENSORS_METADATA) {
      throw new ShotbenchError('SAFETENSORS_NAME', `no tensor can be called "${name}"; choose another name`);
    }
    const begin = offset;
    offset += array.data.byteLength;
    return [name, { dtype: SAFETENSORS_DTYPE[array.dtype], shape: array.shape, data_offsets: [begin, offset] }];
  });

  const header = { ...(Object.keys(metadata).length > 0 && { [SAFETENSORS_METADATA]: metadata }) };
  const json = new TextEncoder().encode(JSON.stringify({ ...header, ...Object.fromEntries(members) }));
  const start = SAFETENSORS_PREFIX + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - SAFETENSORS_PREFIX), true);
  bytes.set(json, SAFETENSORS_PREFIX);
  bytes.fill(0x20, SAFETENSORS_PREFIX + json.length, start);
  let position = start;
  for (const [, { data }] of sorted) {
    bytes.set(bytesOf(data), position);
    position += data.byteLength;
  }
  return bytes;
}
