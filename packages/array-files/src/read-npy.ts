import { ShotbenchError } from '@shotbench/errors';

import { arrayFromBytes, elementBytes, elementCount, formatShape, type DType, type NdArray } from './nd-array.ts';
import { parseNpyHeader } from './npy-header.ts';

/** The first bytes of every .npy file: 0x93 and `NUMPY`. */
export const NPY_MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy's little-endian type strings. */
export const NPY_DESCRIPTION: Readonly<Record<DType, string>> = {
  float16: '<f2',
  float32: '<f4',
  float64: '<f8',
  int8: '|i1',
  uint8: '|u1',
  int16: '<i2',
  uint16: '<u2',
  int32: '<i4',
  uint32: '<u4',
  int64: '<i8',
  uint64: '<u8',
  bool: '|b1',
};

/** What a version 1.0 header can have; later versions allow more only for structured types. */
const MAX_HEADER = 0xffff;

/**
 * Reads an .npy file of format version 1.0, 2.0 or 3.0: little-endian numbers or booleans in C order.
 *
 * @param bytes The whole file; the result does not share its memory.
 * @param file Name for messages.
 * @throws ShotbenchError `NPY_MAGIC`, `NPY_VERSION`, `NPY_HEADER`, `NPY_DTYPE`, `NPY_ORDER`, `NPY_TRUNCATED` or
 *   `NPY_TRAILING`
 */
export function readNpy(bytes: Uint8Array, file: string): NdArray {
  const { text, end } = headerText(bytes, file);
  const { descr, fortranOrder, shape } = parseNpyHeader(text, file);
  const dtype = parseDescription(descr, file);
  if (fortranOrder) {
    throw new ShotbenchError(
      'NPY_ORDER',
      `${file} is in Fortran order; expected C order; save numpy.ascontiguousarray(array) instead`,
    );
  }
  const expected = elementCount(shape) * elementBytes(dtype);
  const seen = bytes.length - end;
  if (seen < expected) {
    throw truncated(file, `${seen} bytes of data for ${dtype} ${formatShape(shape)}; expected ${expected}`);
  }
  if (seen > expected) {
    throw new ShotbenchError(
      'NPY_TRAILING',
      `${file} has ${seen} bytes of data for ${dtype} ${formatShape(shape)}; expected ${expected} and nothing after them; save one array a file`,
    );
  }
  return arrayFromBytes(dtype, shape, bytes.subarray(end));
}

/** The header's text and the offset of the first byte of data. */
function headerText(bytes: Uint8Array, file: string): { text: string; end: number } {
  if (NPY_MAGIC.some((byte, i) => bytes[i] !== byte)) {
    const seen = Array.from(bytes.subarray(0, 6), hex).join(' ');
    throw new ShotbenchError(
      'NPY_MAGIC',
      `${file} is not an .npy file: it begins with "${seen}"; expected "${NPY_MAGIC.map(hex).join(' ')}"; write it with numpy.save`,
    );
  }
  const major = bytes[6];
  const minor = bytes[7];
  if (major === undefined || minor === undefined) throw truncated(file, `${bytes.length} bytes; expected a version`);
  if (major < 1 || major > 3 || minor !== 0) {
    throw new ShotbenchError(
      'NPY_VERSION',
      `${file} has .npy format version ${major}.${minor}; expected 1.0, 2.0 or 3.0; save it again with numpy.save`,
    );
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw truncated(file, `${bytes.length} bytes; expected a header length`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const end = start + length;
  if (bytes.length < end) throw truncated(file, `${bytes.length} bytes; expected a header of ${length}`);
  if (length > MAX_HEADER) {
    throw new ShotbenchError(
      'NPY_HEADER',
      `${file} has a header of ${length} bytes; expected at most ${MAX_HEADER} for an array of numbers; save it again with numpy.save`,
    );
  }
  return { text: new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, end)), end };
}

function parseDescription(descr: string, file: string): DType {
  // One byte has no order: NumPy writes '|', others '<' or '='.
  const wanted = descr.endsWith('1') ? descr.replace(/^[<>=]/, '|') : descr;
  const found = Object.entries(NPY_DESCRIPTION).find(([, description]) => description === wanted);
  if (found !== undefined) return found[0] as DType;
  const order = descr.startsWith('>') ? ', which is big-endian' : '';
  throw new ShotbenchError(
    'NPY_DTYPE',
    `${file} has element type '${descr}'${order}; expected one of ${Object.values(NPY_DESCRIPTION).join(' ')}; convert it with array.astype before numpy.save`,
  );
}

function truncated(file: string, what: string): ShotbenchError {
  return new ShotbenchError('NPY_TRUNCATED', `${file} is cut short: it has ${what}; copy or save the file again`);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
