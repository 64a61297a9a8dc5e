import { sizeOf } from '../../host-tensor.ts';
import { tf } from '../../tfjs.ts';
import { filled, operation, traceKernel } from '../backend.ts';
import type { Value } from '../value.ts';

/** x with its last two axes exchanged. */
function transposed(x: Value): Value {
  const rank = x.shape.length;
  const perm = x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
  const shape = perm.map((axis) => x.shape[axis]!);
  return operation('Transpose', [x], { dtype: x.dtype, shape }, { perm });
}

/** [..., M, K] · [..., K, N] → [..., M, N]. Matrices go to Gemm, which takes the transposes as flags. */
traceKernel('BatchMatMul', ({ a, b }, { transposeA, transposeB }) => {
  const rank = a!.shape.length;
  const [rows, inner] = transposeA ? [a!.shape.at(-1)!, a!.shape.at(-2)!] : [a!.shape.at(-2)!, a!.shape.at(-1)!];
  const columns = transposeB ? b!.shape.at(-2)! : b!.shape.at(-1)!;
  const batch = tf.backend_util.assertAndGetBroadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
  const result = { dtype: a!.dtype, shape: [...batch, rows, columns] };
  if (inner === 0 || sizeOf(result.shape) === 0) return filled(result.dtype, result.shape, 0);
  if (rank === 2 && b!.shape.length === 2) {
    const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0, alpha: { float: 1 } };
    return operation('Gemm', [a!, b!], result, attributes);
  }
  return operation('MatMul', [transposeA ? transposed(a!) : a!, transposeB ? transposed(b!) : b!], result);
});
