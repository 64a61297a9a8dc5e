import { type HostTensor, sizeOf } from '../host-tensor.ts';

/** Rows start … start + count − 1 of a sequence, without copying; one row may drop its leading axis. */
export function rows(sequence: HostTensor, start: number, count: number, drop = false): HostTensor {
  const shape = sequence.shape.slice(1);
  const size = sizeOf(shape);
  const data = sequence.data.subarray(start * size, (start + count) * size);
  return { dtype: sequence.dtype, shape: drop ? shape : [count, ...shape], data };
}
