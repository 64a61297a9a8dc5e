import { ShotbenchError } from '@shotbench/errors';

import { halfToFloat } from './half.ts';
import { formatShape, type NdArray } from './nd-array.ts';

/**
 * The values of a floating-point array as float32: exact for float16, rounded for float64, the very same array for
 * float32. (BF16 in a file is float32 once read.)
 *
 * @param name Name for messages.
 * @throws ShotbenchError `ARRAY_DTYPE` for integers and booleans.
 */
export function toFloat32({ dtype, shape, data }: NdArray, name: string): Float32Array {
  if (dtype === 'float16') return halfToFloat(data);
  if (dtype === 'float32') return data;
  if (dtype === 'float64') return Float32Array.from(data);
  throw new ShotbenchError(
    'ARRAY_DTYPE',
    `${name} is ${dtype} ${formatShape(shape)}; expected float16, float32 or float64; convert it before saving`,
  );
}
