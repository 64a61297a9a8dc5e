import { ShotbenchError } from '@shotbench/errors';

import { formatShape, type DType, type NdArray } from '@shotbench/array-files';

const INTEGERS: ReadonlySet<DType> = new Set<DType>([
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
]);

/**
 * Labels [N] of any integer type as int32.
 *
 * @param rows N, the number of feature rows they belong to.
 * @param classes C; labels are 0 … C − 1.
 * @throws ShotbenchError `FEATURES_DTYPE`, `FEATURES_SHAPE` or `FEATURES_LABEL`
 */
export function encodeLabels(array: NdArray, rows: number, classes: number, file: string): Int32Array {
  if (!INTEGERS.has(array.dtype)) {
    throw new ShotbenchError(
      'FEATURES_DTYPE',
      `${file} has element type ${array.dtype}; expected integer labels; convert them with array.astype('int32')`,
    );
  }
  if (array.shape.length !== 1 || array.shape[0] !== rows) {
    throw new ShotbenchError(
      'FEATURES_SHAPE',
      `${file} has shape ${formatShape(array.shape)}; expected [${rows}], one label a feature row; save features and labels of the same images`,
    );
  }
  const labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const label = Number(array.data[i]);
    if (label < 0 || label >= classes) {
      throw new ShotbenchError(
        'FEATURES_LABEL',
        `${file}: row ${i} has label ${array.data[i]}; expected 0 to ${classes - 1}, an index into classNames of meta.json; correct the labels`,
      );
    }
    labels[i] = label;
  }
  return labels;
}
