import { ShotbenchError } from '@shotbench/errors';
import type { tf } from '@shotbench/tensor';

import type { ClipConfig, VitConfig } from '../config/clip-config.ts';
import { modifiedResNet } from './modified-resnet.ts';
import { visionTransformer, type VisionTransformerOptions } from './vision-transformer.ts';
import { lookupOf, type Weights, within } from './weights.ts';

/** Of the hooks, a ResNet knows `observe` only; see {@link modifiedResNet} for what it shows. */
export type ImageEncoderOptions = VisionTransformerOptions;

/** @returns [B, D], not normalised. */
export type ImageEncoder = (weights: Weights, pixels: tf.Tensor, options?: ImageEncoderOptions) => tf.Tensor2D;

/**
 * CLIP's image encoder as a differentiable tfjs function of its weights (OpenAI's state-dict names) and of preprocessed
 * images [B, 3, S, S].
 *
 * ```ts
 * const encodeImage = imageEncoder(config)
 * const features = encodeImage(weights, pixels) // [B, D]
 * const prompted = encodeImage(weights, pixels, { prompts: [shallow, deep] }) // VPT with two layers of prompts
 * ```
 *
 * @throws ShotbenchError `CLIP_IMAGE_SHAPE` for images of another size, `CLIP_PROMPTS` for prompts that do not fit, `CLIP_HOOKS` for
 *   a hook that the architecture lacks, `CLIP_WEIGHT_MISSING`.
 */
export function imageEncoder(config: ClipConfig): ImageEncoder {
  const { vision } = config;
  return (weights, pixels, options = {}) => {
    checkPixels(pixels, vision.imageSize);
    const visual = within(lookupOf(weights), 'visual.');
    if (vision.kind === 'vit') {
      checkPrompts(options, vision, pixels.shape[0]);
      return visionTransformer({ ...config, vision }, visual, pixels as tf.Tensor4D, options);
    }
    checkHooks(options);
    return modifiedResNet(vision, visual, pixels as tf.Tensor4D, options.hooks ?? {});
  };
}

/** @throws ShotbenchError `CLIP_IMAGE_SHAPE` for images that are not [B, 3, S, S] of the model's size. */
export function checkPixels({ shape }: tf.Tensor, size: number): void {
  if (shape.length === 4 && shape[1] === 3 && shape[2] === size && shape[3] === size) return;
  throw new ShotbenchError(
    'CLIP_IMAGE_SHAPE',
    `images of shape [${shape.join(', ')}] do not fit the image encoder; expected [batch, 3, ${size}, ${size}]; preprocess them for this model`,
  );
}

function checkPrompts({ prompts = [] }: ImageEncoderOptions, { layers, width }: VitConfig, batch: number): void {
  const fits = ({ shape }: tf.Tensor): boolean =>
    shape.at(-1) === width && (shape.length === 2 || (shape.length === 3 && shape[1] === batch));
  if (prompts.length <= layers && prompts.every(fits)) return;
  throw new ShotbenchError(
    'CLIP_PROMPTS',
    `${prompts.length} prompts of shape ${prompts.map(({ shape }) => `[${shape.join(', ')}]`).join(', ')} do not fit the image encoder; ` +
      `expected at most ${layers}, each [n, ${width}] or [n, ${batch}, ${width}]`,
  );
}

function checkHooks({ prompts = [], hooks = {} }: ImageEncoderOptions): void {
  const given = prompts.length > 0 ? 'prompts' : (['enter', 'branch'] as const).find((name) => hooks[name]);
  if (given === undefined) return;
  throw new ShotbenchError(
    'CLIP_HOOKS',
    `the image encoder is a ResNet, which has no place for "${given}"; expected none; choose a model with a vision transformer`,
  );
}
