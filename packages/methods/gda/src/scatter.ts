import { type FitContext, type Matrix, rowsOf } from '@shotbench/few-shot';
import { compile, float64, type Program, tf } from '@shotbench/tensor';

/** Rows multiplied at a time. */
const CHUNK = 2048;

export interface ScatterOptions {
  /** f [N, D] */
  readonly features: Matrix;
  /** [N] */
  readonly labels: Int32Array;
  /** μ [C, D] */
  readonly means: Float64Array;
  readonly context: Pick<FitContext, 'execution' | 'onProgress' | 'signal'>;
}

/**
 * Xᵀ X of the rows x_n = f_n − μ_{y_n}, which is (N − 1) Σ: N · D² products, in double precision on executor `onnx`; the others multiply in
 * single precision and add up 2048 rows at a time in double precision.
 *
 * @returns [D, D]
 */
export async function scatterMatrix({ features, labels, means, context }: ScatterOptions): Promise<Float64Array> {
  const { execution, onProgress, signal } = context;
  const { rows: N, columns: D } = features;
  const precision = (execution.executor ?? 'onnx') === 'onnx' ? 'float64' : 'float32';
  const programs = new Map<number, Promise<Program<'x', 'product'>>>();
  const programFor = (rows: number) => {
    const known = programs.get(rows);
    if (known) return known;
    const program = compile<'x', 'product'>(
      ({ x }) => ({ product: tf.matMul(x, x, true, false) }), // [D, B] · [B, D] → [D, D]
      { x: { dtype: 'float32', shape: [rows, D] } }, // as wide as the precision says
      { ...execution, precision },
    );
    programs.set(rows, program);
    return program;
  };

  const scatter = new Float64Array(D * D);
  for (let start = 0; start < N; start += CHUNK) {
    signal?.throwIfAborted();
    const end = Math.min(start + CHUNK, N);
    const x = float64([end - start, D], centred(rowsOf(features, start, end), labels.subarray(start, end), means));
    const { product } = await (await programFor(end - start)).run({ x });
    for (let i = 0; i < scatter.length; i++) scatter[i]! += product.data[i]!;
    onProgress?.({ fraction: end / N, note: `covariance, row ${end}/${N}` });
  }
  return scatter;
}

/** f_n − μ_{y_n} */
function centred({ columns: D, data }: Matrix, labels: Int32Array, means: Float64Array): Float64Array {
  const rows = new Float64Array(data.length);
  labels.forEach((c, n) => {
    for (let d = 0; d < D; d++) rows[n * D + d] = data[n * D + d]! - means[c * D + d]!;
  });
  return rows;
}
