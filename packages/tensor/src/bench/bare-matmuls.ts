import * as ort from 'onnxruntime-node';

import { encodeModel, GraphWriter } from '../onnx/writer.ts';
import { openSession } from '../onnx/session.ts';
import { operation } from '../trace/backend.ts';
import { input } from '../trace/trace.ts';

/** One matrix product [M, K] · [K, N]. */
export interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/**
 * The yardstick of the benchmarks: nothing but the given matrix products, in one ONNX Runtime session.
 * @returns runs all of them once.
 */
export async function bareMatmuls(products: readonly Product[], threads: number): Promise<() => Promise<void>> {
  const writer = new GraphWriter('float32');
  const inputs = products.flatMap(({ m, k, n }, i) => [
    input(`a${i}`, { dtype: 'float32', shape: [m, k] }),
    input(`b${i}`, { dtype: 'float32', shape: [k, n] }),
  ]);
  const outputs = products.map(({ m, n }, i) => {
    const value = operation('MatMul', [inputs[2 * i]!, inputs[2 * i + 1]!], { dtype: 'float32', shape: [m, n] });
    writer.alias(value, `y${i}`);
    return writer.declare(`y${i}`, 'float32', [m, n]);
  });
  const model = encodeModel({
    name: 'matmuls',
    node: writer.nodes,
    initializer: writer.initializers,
    input: inputs.map((value) => writer.declareInput(value)),
    output: outputs,
  });
  const session = await openSession(model, { threads });
  const feeds = Object.fromEntries(
    inputs.map(({ name, shape }) => {
      const size = shape.reduce((product, dim) => product * dim, 1);
      return [
        name,
        new ort.Tensor(
          'float32',
          Float32Array.from({ length: size }, (_, i) => Math.sin(i)),
          shape,
        ),
      ];
    }),
  );
  return async () => void (await session.run(feeds));
}
