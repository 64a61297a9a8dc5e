import { type Matrix, matrix } from '@shotbench/few-shot';
import {
  compile,
  type ExecutionOptions,
  float32,
  type HostTensor,
  type Program,
  sizeOf,
  specsOf,
  type tf,
} from '@shotbench/tensor';

export interface ImageFunctionOptions {
  /** W, numbers for each image. */
  readonly columns: number;
  /** Tensors that every image is met with, such as weights. */
  readonly constants: Readonly<Record<string, HostTensor>>;
  /** Written with tfjs operations, for each image by itself: pixels [B, 3, S, S] to [B, W]. */
  readonly compute: (pixels: tf.Tensor, constants: Readonly<Record<string, tf.Tensor>>) => tf.Tensor;
  readonly execution: ExecutionOptions;
  /** B, images in one run. Default 16, as for extracting features. */
  readonly batch?: number;
}

/** A function of images, [N, 3, S, S] → [N, W] for any N, compiled when first called. */
export function imageFunction(options: ImageFunctionOptions): (pixels: HostTensor) => Promise<Matrix> {
  const { columns, constants, compute, execution, batch = 16 } = options;
  let program: Promise<Program<string, 'y'>> | undefined;
  return async ({ shape: [count = 0, ...image], data }) => {
    const spec = { dtype: 'float32', shape: [batch, ...image] } as const;
    const inputs = { ...specsOf(constants), pixels: spec };
    program ??= compile<string, 'y'>((t) => ({ y: compute(t['pixels']!, t) }), inputs, execution);
    const compiled = await program;
    const size = sizeOf(image);
    const rows = new Float32Array(count * columns);
    for (let start = 0; start < count; start += batch) {
      const some = Math.min(batch, count - start);
      const pixels = new Float32Array(batch * size);
      pixels.set((data as Float32Array).subarray(start * size, (start + some) * size));
      const { y } = await compiled.run({ ...constants, pixels: float32(spec.shape, pixels) });
      rows.set((y.data as Float32Array).subarray(0, some * columns), start * columns);
    }
    return matrix(rows, columns);
  };
}
