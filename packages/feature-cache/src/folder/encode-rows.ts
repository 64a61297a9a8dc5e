import { ShotbenchError } from '@shotbench/errors';

import { floatToHalf, halfToFloat } from '@shotbench/array-files';
import { formatShape, type NdArray } from '@shotbench/array-files';
import type { Meta } from './meta.ts';

/** Feature rows [N, D] as the store keeps them. */
export type EncodedRows =
  | { readonly dtype: 'float16'; readonly data: Uint16Array }
  | { readonly dtype: 'float32'; readonly data: Float32Array };

/**
 * Image features [N, D] as float16, rounded from float32 or float64 to nearest even.
 * @throws ShotbenchError `FEATURES_DTYPE`, `FEATURES_SHAPE`, or `FEATURES_VALUE` for NaN, infinities, values that
 *   float16 cannot hold, and rows that are all zero and so have no direction.
 */
export function encodeFeatures(array: NdArray, columns: number, file: string): Uint16Array {
  const source = floatsOf(array, file);
  checkShape(array.shape, columns, file);
  const bits = source instanceof Uint16Array ? source : floatToHalf(source);
  checkRows({ dtype: 'float16', data: bits }, array, columns, file);
  return bits;
}

/**
 * Text features [C, D] in the precision they came in; float64 is rounded to float32.
 * @throws ShotbenchError as {@link encodeFeatures}
 */
export function encodeText(array: NdArray, meta: Meta, file: string): EncodedRows {
  const columns = meta.featureDim;
  const classes = meta.classNames.length;
  const source = floatsOf(array, file);
  checkShape(array.shape, columns, file);
  if (array.shape[0] !== classes) {
    throw new ShotbenchError(
      'FEATURES_SHAPE',
      `${file} has shape ${formatShape(array.shape)}; expected ${classes} rows, because classNames in meta.json has ${classes} names; correct one of the two`,
    );
  }
  const rows: EncodedRows =
    source instanceof Uint16Array
      ? { dtype: 'float16', data: source }
      : { dtype: 'float32', data: source instanceof Float32Array ? source : Float32Array.from(source) };
  checkRows(rows, array, columns, file);
  return rows;
}

/** Stored rows as float32. */
export function decodeRows(rows: EncodedRows): Float32Array {
  return rows.dtype === 'float16' ? halfToFloat(rows.data) : rows.data;
}

function floatsOf(array: NdArray, file: string): Uint16Array | Float32Array | Float64Array {
  if (array.dtype === 'float16' || array.dtype === 'float32' || array.dtype === 'float64') return array.data;
  throw new ShotbenchError(
    'FEATURES_DTYPE',
    `${file} has element type ${array.dtype}; expected float16, float32 or float64 features; save the features, not labels or indices`,
  );
}

function checkShape(shape: readonly number[], columns: number, file: string): void {
  const [rows, width] = shape;
  if (shape.length === 2 && width === columns && Number.isInteger(rows) && rows !== 0) return;
  throw new ShotbenchError(
    'FEATURES_SHAPE',
    `${file} has shape ${formatShape(shape)}; expected [rows, ${columns}] with at least one row, as featureDim in meta.json says; correct one of the two`,
  );
}

function checkRows(rows: EncodedRows, source: NdArray, columns: number, file: string): void {
  const values = decodeRows(rows);
  let blank = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      const where = `${file}: row ${Math.floor(i / columns)}, column ${i % columns}`;
      throw notFinite(where, source, i, rows.dtype);
    }
    if (value !== 0) blank = false;
    if (i % columns === columns - 1) {
      if (blank) {
        throw new ShotbenchError(
          'FEATURES_VALUE',
          `${file}: row ${Math.floor(i / columns)} is zero in every column as ${rows.dtype}, so it has no direction; expected a feature; encode that row again or leave it out`,
        );
      }
      blank = true;
    }
  }
}

/** The source tells a value that was never finite from one that is too large for the type it is stored in. */
function notFinite(where: string, source: NdArray, index: number, dtype: string): ShotbenchError {
  const one = source.data.slice(index, index + 1);
  const value = source.dtype === 'float16' ? halfToFloat(one as Uint16Array)[0] : Number(one[0]);
  const fault = Number.isFinite(value)
    ? `${where} is ${value}, which overflows ${dtype}; expected at most ${dtype === 'float16' ? 65504 : '3.4e38'} in size; scale the features down`
    : `${where} is ${value}; expected finite numbers; encode that row again`;
  return new ShotbenchError('FEATURES_VALUE', fault);
}
