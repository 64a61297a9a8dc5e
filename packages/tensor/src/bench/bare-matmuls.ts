import * as ort from 'onnxruntime-node';

import { encodeModel, GraphWriter } from '../onnx/writer.ts';
import { openSession } from '../onnx/session.ts';
import { operation } from '../trace/backend.ts';
import { input } from '../trace/trace.ts';
import { splat } from '../trace/value.ts';

/** One matrix product [M, K] · [K, N], or as many as `batch` says. */
export interface Product {
  readonly batch?: number;
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
  const leading = ({ batch }: Product): number[] => (batch === undefined ? [] : [batch]);
  const inputs = products.flatMap((product, i) => [
    input(`a${i}`, { dtype: 'float32', shape: [...leading(product), product.m, product.k] }),
    input(`b${i}`, { dtype: 'float32', shape: [...leading(product), product.k, product.n] }),
  ]);
  const outputs = products.map((product, i) => {
    const shape = [...leading(product), product.m, product.n];
    const value = operation('MatMul', [inputs[2 * i]!, inputs[2 * i + 1]!], { dtype: 'float32', shape });
    // One row of the result comes back, since copying all of it would count as well.
    const row = operation(
      'Gather',
      [value, splat('int64', [], 0)],
      { dtype: 'float32', shape: shape.slice(1) },
      { axis: 0 },
    );
    writer.writeOutputs(new Map([[`y${i}`, row]]));
    return writer.declare(`y${i}`, 'float32', row.shape);
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
