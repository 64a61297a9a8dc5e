import { ShotbenchError } from '@shotbench/errors';
import {
  compile,
  type Execution,
  type ExecutionOptions,
  type HostTensor,
  resolveExecution,
  specsOf,
} from '@shotbench/tensor';

import { filledUp, firstRows } from './batch-rows.ts';
import type { EncoderModel } from './encoder-model.ts';
import { imageEncoder } from './image-encoder.ts';
import { smallWeightsAsConstants, weightsAsConstants, weightsAsInputs } from './model-inputs.ts';

const PLACES = {
  inputs: weightsAsInputs,
  constants: weightsAsConstants,
  mixed: smallWeightsAsConstants,
};
export type WeightPlace = keyof typeof PLACES;

export interface ImageEncoderProgramOptions {
  /** Images in one run, B. 16 keeps two cores busy and takes less memory than 32. */
  readonly batch: number;
  readonly execution?: ExecutionOptions;
  /**
   * Where the weights lie. `inputs` feeds them from JavaScript's memory at every run, so that they exist once. `constants`
   * writes them into the graph of the `onnx` executor, so that ONNX Runtime can fold batch norms and arrange filters for the
   * processor's vectors, but takes about five times their memory while the program is made. `mixed` does so with the small
   * ones only. Default: `mixed` for a ResNet, `inputs` for a vision transformer, which gains a few per cent at most from
   * constants (encoders.bench.ts, encoder-memory.bench.ts). Other executors have inputs only.
   */
  readonly weights?: WeightPlace;
}

/** An image encoder ready to run. */
export interface ImageEncoderProgram {
  /**
   * @param pixels preprocessed images [n, 3, S, S] with n from 1 to the batch size; fewer than that take as long.
   * @returns features [n, D], not normalised.
   * @throws ShotbenchError `CLIP_IMAGE_SHAPE`
   */
  run(pixels: HostTensor): Promise<HostTensor>;
}

/**
 * Makes an image encoder for one batch size.
 *
 * ```ts
 * const encoder = await imageEncoderProgram(model, { batch: 16 })
 * const features = await encoder.run(pixels) // [16, 3, 224, 224] → [16, D]
 * ```
 *
 * @throws ShotbenchError `CLIP_WEIGHT_MISSING`, `CLIP_PRECISION` for a ResNet in double precision, or those of `compile`.
 */
export async function imageEncoderProgram(
  { config, weights }: EncoderModel,
  options: ImageEncoderProgramOptions,
): Promise<ImageEncoderProgram> {
  const { batch, weights: place = config.vision.kind === 'resnet' ? 'mixed' : 'inputs' } = options;
  const execution = await resolveExecution(options.execution);
  if (config.vision.kind === 'resnet') checkPrecision(execution);
  const own = new Map([...weights].filter(([name]) => name.startsWith('visual.')));
  const { inputs, lookup } = PLACES[execution.executor === 'onnx' ? place : 'inputs'](own);

  const encode = imageEncoder(config);
  const image = [3, config.vision.imageSize, config.vision.imageSize];
  const specs = { ...specsOf(inputs), pixels: { dtype: 'float32', shape: [batch, ...image] } } as const;
  const program = await compile((tensors) => ({ features: encode(lookup(tensors), tensors.pixels) }), specs, execution);
  return {
    async run(pixels) {
      const count = checkedCount(pixels, batch, image);
      const { features } = await program.run({ ...inputs, pixels: filledUp(pixels, batch) });
      return firstRows(features, count);
    },
  };
}

function checkPrecision({ precision }: Execution): void {
  if (precision === 'float32') return;
  throw new ShotbenchError(
    'CLIP_PRECISION',
    `the image encoder is a ResNet, and ONNX Runtime has no convolution in ${precision}; expected precision float32; leave the option out`,
  );
}

function checkedCount({ shape }: HostTensor, batch: number, image: readonly number[]): number {
  const [count = 0, ...rest] = shape;
  if (count >= 1 && count <= batch && rest.join() === image.join()) return count;
  throw new ShotbenchError(
    'CLIP_IMAGE_SHAPE',
    `images of shape [${shape.join(', ')}] do not fit the image encoder; expected [n, ${image.join(', ')}] with n from 1 to ${batch}; ` +
      'preprocess them for this model and pass them batch by batch',
  );
}
