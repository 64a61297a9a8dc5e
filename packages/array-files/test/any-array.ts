import fc from 'fast-check';

import type { NdArray } from '../src/index.ts';

const shape = fc.array(fc.nat(4), { maxLength: 3 });
const size = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** Arrays of every element type with up to three dimensions, some of them zero; all bit patterns, NaN included. */
export const anyArray: fc.Arbitrary<NdArray> = shape.chain((dims) => {
  const bytes = fc.uint8Array({ minLength: 8 * size(dims), maxLength: 8 * size(dims) });
  return fc.tuple(fc.constantFrom(...MAKERS), bytes).map(([make, filling]) => make(dims, filling.buffer));
});

const MAKERS: readonly ((shape: readonly number[], buffer: ArrayBufferLike) => NdArray)[] = [
  (shape, buffer) => ({ dtype: 'float16', shape, data: new Uint16Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'float32', shape, data: new Float32Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'float64', shape, data: new Float64Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'int8', shape, data: new Int8Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'uint8', shape, data: new Uint8Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'int16', shape, data: new Int16Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'uint16', shape, data: new Uint16Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'int32', shape, data: new Int32Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'uint32', shape, data: new Uint32Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'int64', shape, data: new BigInt64Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'uint64', shape, data: new BigUint64Array(buffer, 0, size(shape)) }),
  (shape, buffer) => ({ dtype: 'bool', shape, data: new Uint8Array(buffer, 0, size(shape)) }),
];
