import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

import type { Rectangle } from '../raster-image.ts';
import { roundHalfEven } from '../round-half-even.ts';

export type Range = readonly [number, number];

/** Share of the image's area: CoOp, CLIP-Adapter, TaskRes and others on Dassl (dassl/data/transforms, `RRCROP_SCALE`). */
export const DASSL_CROP_SCALE: Range = [0.08, 1];
/** Share of the image's area in Tip-Adapter and those built on it (Tip-Adapter d0e2d6f, main.py, `train_tranform`). */
export const TIP_ADAPTER_CROP_SCALE: Range = [0.5, 1];
/** Width over height: torchvision's default. */
export const CROP_RATIO: Range = [3 / 4, 4 / 3];

const TRIES = 10;

export interface CropOptions {
  /** Share of the image's area. */
  readonly scale: Range;
  /** Width over height. */
  readonly ratio: Range;
}

/**
 * A random part of an image: the area uniform in `scale`, the logarithm of width over height uniform in `ratio`'s,
 * the place uniform. After ten that do not fit, the middle of the image in the nearest allowed shape
 * (torchvision/transforms/transforms.py, `RandomResizedCrop.get_params`).
 *
 * Deviation: the random numbers are not PyTorch's.
 */
export function randomResizedCrop(
  image: { readonly width: number; readonly height: number },
  random: RandomGenerator,
  { scale, ratio }: CropOptions,
): Rectangle {
  const [W, H] = [image.width, image.height];
  const uniform = (low: number, high: number): number => low + (high - low) * uniformFloat64(random);
  for (let tried = 0; tried < TRIES; tried++) {
    const area = W * H * uniform(scale[0], scale[1]);
    const shape = Math.exp(uniform(Math.log(ratio[0]), Math.log(ratio[1])));
    const width = roundHalfEven(Math.sqrt(area * shape));
    const height = roundHalfEven(Math.sqrt(area / shape));
    if (width > 0 && width <= W && height > 0 && height <= H) {
      const top = uniformInt(random, 0, H - height);
      const left = uniformInt(random, 0, W - width);
      return { left, top, width, height };
    }
  }
  return middle(W, H, ratio);
}

function middle(W: number, H: number, ratio: Range): Rectangle {
  const shape = W / H;
  const width = shape > ratio[1] ? roundHalfEven(H * ratio[1]) : W;
  const height = shape < ratio[0] ? roundHalfEven(W / ratio[0]) : H;
  return { left: Math.floor((W - width) / 2), top: Math.floor((H - height) / 2), width, height };
}
