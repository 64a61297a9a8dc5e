import { compile, type ExecutionOptions, type HostTensor, type Program, specsOf, type tf } from '@shotbench/tensor';

import { type Matrix, matrix, rowsOf, toTensor } from './matrix.ts';

/** Rows taken at a time: a ceiling on memory, and one shape to compile for nearly all rows. */
const CHUNK = 2048;

export interface RowFunctionOptions {
  /** W, numbers for each row. */
  readonly columns: number;
  /** Tensors that every row is met with. */
  readonly constants: Readonly<Record<string, HostTensor>>;
  /** Written with tfjs operations, for each row of x [B, D] by itself; gives [B, W]. */
  readonly compute: (x: tf.Tensor2D, constants: Readonly<Record<string, tf.Tensor>>) => tf.Tensor;
  readonly execution: ExecutionOptions;
}

/**
 * A function of rows, [N, D] → [N, W] for any N.
 * @param changed constants to use instead, of the same types and shapes.
 */
export type RowFunction = (x: Matrix, changed?: RowFunctionOptions['constants']) => Promise<Matrix>;

/** A function of rows that is compiled when first called and runs in chunks. */
export function rowFunction(options: RowFunctionOptions): RowFunction {
  const { columns, constants, compute, execution } = options;
  const programs = new Map<number, Promise<Program<string, 'y'>>>();

  const programFor = (chunk: Matrix): Promise<Program<string, 'y'>> => {
    const known = programs.get(chunk.rows);
    if (known) return known;
    const inputs = { ...specsOf(constants), x: { dtype: 'float32', shape: [chunk.rows, chunk.columns] } } as const;
    const program = compile<string, 'y'>((t) => ({ y: compute(t['x'] as tf.Tensor2D, t) }), inputs, execution);
    programs.set(chunk.rows, program);
    return program;
  };

  return async (x, changed) => {
    const data = new Float32Array(x.rows * columns);
    for (let start = 0; start < x.rows; start += CHUNK) {
      const chunk = rowsOf(x, start, Math.min(start + CHUNK, x.rows));
      const program = await programFor(chunk);
      const { y } = await program.run({ ...constants, ...changed, x: toTensor(chunk) });
      data.set(y.data, start * columns);
    }
    return matrix(data, columns);
  };
}
