import { type Matrix, matrix } from '@shotbench/few-shot';
import { float32, type HostTensor, tf, zeros } from '@shotbench/tensor';

type Hosts = Readonly<Record<string, HostTensor>>;

/** A = I and b = 0: at the start nothing is changed. */
export function initialAdapter(dim: number): Record<'matrix' | 'bias', HostTensor> {
  const identity = new Float32Array(dim * dim);
  for (let d = 0; d < dim; d++) identity[d * dim + d] = 1;
  return { matrix: float32([dim, dim], identity), bias: zeros([1, dim]) };
}

/** t̃ A + b, of features that are not normalised. Deviation: the paper writes Aᵀt̃ + b, the code is as here (`trainers/apex.py`). */
export function adapted(text: tf.Tensor, adapter: Readonly<Record<string, tf.Tensor>>): tf.Tensor2D {
  return tf.add(tf.matMul(text as tf.Tensor2D, adapter['matrix'] as tf.Tensor2D), adapter['bias']!);
}

/** The same of numbers, in double precision. */
export function adaptedRows({ rows, columns, data }: Matrix, adapter: Hosts): Matrix {
  const [A, b] = [adapter['matrix']!.data, adapter['bias']!.data];
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) {
      let sum = b[j]!;
      for (let i = 0; i < columns; i++) sum += data[row * columns + i]! * A[i * columns + j]!;
      result[row * columns + j] = sum;
    }
  }
  return matrix(result, columns);
}
