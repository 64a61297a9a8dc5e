import { type HostTensor, sizeOf } from '@shotbench/tensor';

/** A tensor of `batch` rows that begins with the rows given; the others are zero. Returned as it is where it is full. */
export function filledUp(tensor: HostTensor, batch: number): HostTensor {
  const [rows, ...rest] = tensor.shape as [number, ...number[]];
  if (rows === batch) return tensor;
  const data = new (tensor.data.constructor as Float32ArrayConstructor)(batch * sizeOf(rest));
  data.set(tensor.data);
  return { dtype: tensor.dtype, shape: [batch, ...rest], data };
}

/** The first rows of a tensor, without copying. */
export function firstRows({ dtype, shape: [, ...rest], data }: HostTensor, rows: number): HostTensor {
  return { dtype, shape: [rows, ...rest], data: data.subarray(0, rows * sizeOf(rest)) };
}

/** The first columns of a matrix; the matrix itself where those are all. */
export function firstColumns(matrix: HostTensor, columns: number): HostTensor {
  const [rows, width] = matrix.shape as [number, number];
  if (width === columns) return matrix;
  const data = new (matrix.data.constructor as Int32ArrayConstructor)(rows * columns);
  for (let r = 0; r < rows; r++) data.set(matrix.data.subarray(r * width, r * width + columns), r * columns);
  return { dtype: matrix.dtype, shape: [rows, columns], data };
}
