import { ShotbenchError } from '@shotbench/errors';

/** The JavaScript array that holds each element type; float16 is kept as its bit patterns, bool as 0 and 1. */
export interface DataByDType {
  readonly float16: Uint16Array;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly int8: Int8Array;
  readonly uint8: Uint8Array;
  readonly int16: Int16Array;
  readonly uint16: Uint16Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly int64: BigInt64Array;
  readonly uint64: BigUint64Array;
  readonly bool: Uint8Array;
}

export type DType = keyof DataByDType;

/** A dense row-major array as files hold it. Rank 0 has shape `[]` and one element. */
export type NdArray = {
  readonly [K in DType]: { readonly dtype: K; readonly shape: readonly number[]; readonly data: DataByDType[K] };
}[DType];

const ELEMENTS: {
  readonly [K in DType]: { readonly bytes: number; readonly view: (buffer: ArrayBuffer) => DataByDType[K] };
} = {
  float16: { bytes: 2, view: (buffer) => new Uint16Array(buffer) },
  float32: { bytes: 4, view: (buffer) => new Float32Array(buffer) },
  float64: { bytes: 8, view: (buffer) => new Float64Array(buffer) },
  int8: { bytes: 1, view: (buffer) => new Int8Array(buffer) },
  uint8: { bytes: 1, view: (buffer) => new Uint8Array(buffer) },
  int16: { bytes: 2, view: (buffer) => new Int16Array(buffer) },
  uint16: { bytes: 2, view: (buffer) => new Uint16Array(buffer) },
  int32: { bytes: 4, view: (buffer) => new Int32Array(buffer) },
  uint32: { bytes: 4, view: (buffer) => new Uint32Array(buffer) },
  int64: { bytes: 8, view: (buffer) => new BigInt64Array(buffer) },
  uint64: { bytes: 8, view: (buffer) => new BigUint64Array(buffer) },
  bool: { bytes: 1, view: (buffer) => new Uint8Array(buffer) },
};

/** Bytes of one element. */
export function elementBytes(dtype: DType): number {
  return ELEMENTS[dtype].bytes;
}

/** Number of elements of a shape; 1 for rank 0. A zero wins over dimensions too large to multiply. */
export function elementCount(shape: readonly number[]): number {
  return shape.includes(0) ? 0 : shape.reduce((count, dim) => count * dim, 1);
}

/**
 * An array over little-endian bytes, which are copied: the result is aligned and owns its memory.
 * The caller has checked that the bytes fill the shape. Node runs on little-endian machines, so nothing is swapped.
 */
export function arrayFromBytes(dtype: DType, shape: readonly number[], bytes: Uint8Array): NdArray {
  return { dtype, shape, data: ELEMENTS[dtype].view(new Uint8Array(bytes).buffer) } as NdArray;
}

/**
 * An array of zeros.
 * @throws RangeError if it does not fit into memory.
 */
export function emptyArray(dtype: DType, shape: readonly number[]): NdArray {
  const { bytes, view } = ELEMENTS[dtype];
  return { dtype, shape, data: view(new ArrayBuffer(bytes * elementCount(shape))) } as NdArray;
}

/** The little-endian bytes of a typed array, without copying. */
export function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** A shape as people write it: `[752, 512]`. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/**
 * Checks that an array's data fill its shape before it is written.
 * @throws ShotbenchError `ARRAY_SIZE`
 */
export function checkFilled(array: NdArray): void {
  const expected = elementCount(array.shape);
  if (array.data.length !== expected) {
    throw new ShotbenchError(
      'ARRAY_SIZE',
      `${array.data.length} ${array.dtype} values do not fill an array of shape ${formatShape(array.shape)}; expected ${expected}`,
    );
  }
}
