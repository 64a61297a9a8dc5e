import type { FilterName } from '../resize/filters.ts';

/** One number for red, green and blue each. */
export type PerChannel = readonly [number, number, number];

/** How an image becomes what an image encoder sees. Plain data, so that a cache can be keyed by it. */
export interface PreprocessConfig {
  /** n: the encoder sees n × n pixels. */
  readonly size: number;
  /** What becomes `to` pixels long before the centre is cut out; null leaves the image at its size. */
  readonly resize: { readonly side: 'shorter' | 'both'; readonly to: number } | null;
  readonly filter: FilterName;
  /**
   * Whether colours become RGB before the resize (transformers, and data loaders that open images as RGB) or after it
   * (OpenAI). It matters for images with an alpha channel, a palette or CMYK.
   */
  readonly rgbFirst: boolean;
  /** Factor on the 8-bit samples. */
  readonly rescale: number;
  /** Subtracted from the rescaled samples, which are then divided by `std`. */
  readonly mean: PerChannel;
  readonly std: PerChannel;
}

/** CLIP's pixel statistics (openai/CLIP d05afc4, clip/clip.py, `_transform`). */
const CLIP_MEAN: PerChannel = [0.48145466, 0.4578275, 0.40821073];
const CLIP_STD: PerChannel = [0.26862954, 0.26130258, 0.27577711];

/**
 * OpenAI's preprocessing (openai/CLIP d05afc4, clip/clip.py, `_transform`): shorter side to n by bicubic, centre crop,
 * RGB, /255, normalisation.
 *
 * @param size n, the input resolution of the image encoder in pixels.
 */
export function openaiPreprocess(size: number): PreprocessConfig {
  return {
    size,
    resize: { side: 'shorter', to: size },
    filter: 'bicubic',
    rgbFirst: false,
    rescale: 1 / 255,
    mean: CLIP_MEAN,
    std: CLIP_STD,
  };
}
