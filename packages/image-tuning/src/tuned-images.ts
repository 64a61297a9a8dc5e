import { type EncoderModel, imageEncoder, type ImageEncoderOptions } from '@shotbench/clip';
import { type Classifier, normalizeRows } from '@shotbench/few-shot';
import type { ExecutionOptions, HostTensor, tf } from '@shotbench/tensor';

import { imageFunction } from './image-function.ts';
import { visualWeights } from './visual-weights.ts';

export interface TunedImagesOptions {
  readonly model: EncoderModel;
  /** What was learned, by names of its own. */
  readonly learned: Readonly<Record<string, HostTensor>>;
  /** How the image encoder is changed by it: learned tokens, hooks. */
  readonly tuning: (learned: Readonly<Record<string, tf.Tensor>>) => ImageEncoderOptions;
  readonly execution: ExecutionOptions;
}

/** A classifier's `encode` through a tuned image encoder: n(f) [N, D] of pixels [N, 3, S, S]. */
export function tunedImages({ model, learned, tuning, execution }: TunedImagesOptions) {
  const encodeImage = imageEncoder(model.config);
  const { inputs, lookup } = visualWeights(model);
  const features = imageFunction({
    columns: model.config.embedDim,
    constants: { ...inputs, ...learned },
    compute: (pixels, tensors) => encodeImage(lookup(tensors), pixels, tuning(tensors)),
    execution,
  });
  const encode: NonNullable<Classifier['encode']> = async (pixels) => normalizeRows(await features(pixels));
  return encode;
}
