import { bytesOf, checkFilled, type NdArray } from './nd-array.ts';
import { NPY_DESCRIPTION, NPY_MAGIC } from './read-npy.ts';

/** Data begin at a multiple of this many bytes. */
const ALIGNMENT = 64;

/** NumPy leaves room for the first dimension to grow to this many digits in place. */
const GROWTH_DIGITS = 21;

/**
 * The bytes of an .npy file, version 1.0, identical to those that `numpy.save` writes for the same array.
 * @throws ShotbenchError `ARRAY_SIZE` if the data do not fill the shape.
 */
export function writeNpy(array: NdArray): Uint8Array {
  checkFilled(array);
  const { dtype, shape, data } = array;
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const growth = shape.length === 0 ? 0 : GROWTH_DIGITS - String(shape[0]).length;
  const dictionary =
    `{'descr': '${NPY_DESCRIPTION[dtype]}', 'fortran_order': False, 'shape': (${tuple}), }` + ' '.repeat(growth);
  const unpadded = NPY_MAGIC.length + 4 + dictionary.length + 1;
  const header = `${dictionary}${' '.repeat(ALIGNMENT - (unpadded % ALIGNMENT))}\n`;

  const start = NPY_MAGIC.length + 4 + header.length;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set(NPY_MAGIC);
  bytes.set([1, 0, header.length & 0xff, header.length >>> 8], NPY_MAGIC.length);
  bytes.set(new TextEncoder().encode(header), NPY_MAGIC.length + 4);
  bytes.set(bytesOf(data), start);
  return bytes;
}
