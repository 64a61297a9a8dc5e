import { ShotbenchError } from '@shotbench/errors';

import { elementCount, formatShape } from './nd-array.ts';
import { SAFETENSORS_CODES, storedBytes, type StoredDType, storedDType } from './safetensors-dtype.ts';
import type { SafetensorsEntry } from './safetensors-header.ts';

/** A tensor whose type is known and whose bytes lie in the file and fill its shape. */
export interface CheckedEntry extends SafetensorsEntry {
  readonly stored: StoredDType;
}

/**
 * Checks what a header says of its tensors. As in the reference implementation they must fill the data exactly: no
 * overlap, no gap, nothing after the last.
 *
 * @param entries In order of their data.
 * @param length Bytes of data after the header.
 * @throws ShotbenchError `SAFETENSORS_OFFSETS`, `SAFETENSORS_TRUNCATED`, `SAFETENSORS_DTYPE`, `SAFETENSORS_SIZE` or
 *   `SAFETENSORS_TRAILING`
 */
export function checkLayout(entries: readonly SafetensorsEntry[], length: number, file: string): CheckedEntry[] {
  let filled = 0;
  const checked = entries.map((entry) => {
    checkRange(entry, filled, length, file);
    filled = entry.end;
    return checkSize(entry, file);
  });
  if (filled !== length) {
    throw new ShotbenchError(
      'SAFETENSORS_TRAILING',
      `${file} has ${length} bytes of data, but its tensors end at ${filled}; expected nothing after them; save the file again`,
    );
  }
  return checked;
}

function checkRange({ name, begin, end }: SafetensorsEntry, filled: number, length: number, file: string): void {
  if (begin !== filled || end < begin) {
    throw new ShotbenchError(
      'SAFETENSORS_OFFSETS',
      `${file}: tensor ${JSON.stringify(name)} lies at bytes ${begin} to ${end}, but the tensors before it end at ${filled}; expected no gap and no overlap; save the file again`,
    );
  }
  if (end > length) {
    throw new ShotbenchError(
      'SAFETENSORS_TRUNCATED',
      `${file} is cut short: tensor ${JSON.stringify(name)} ends at byte ${end} of the data, which have ${length}; copy the file again`,
    );
  }
}

function checkSize(entry: SafetensorsEntry, file: string): CheckedEntry {
  const { name, dtype, shape, begin, end } = entry;
  const stored = storedDType(dtype);
  if (stored === undefined) {
    throw new ShotbenchError(
      'SAFETENSORS_DTYPE',
      `${file}: tensor ${JSON.stringify(name)} has element type ${JSON.stringify(dtype)}; expected one of ${SAFETENSORS_CODES.join(' ')}; convert it before saving`,
    );
  }
  const expected = elementCount(shape) * storedBytes(stored);
  if (end - begin !== expected) {
    throw new ShotbenchError(
      'SAFETENSORS_SIZE',
      `${file}: tensor ${JSON.stringify(name)} has ${end - begin} bytes for ${dtype} ${formatShape(shape)}; expected ${expected}; save the file again`,
    );
  }
  return { ...entry, stored };
}
