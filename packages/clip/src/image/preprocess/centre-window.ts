import { ShotbenchError } from '@shotbench/errors';

import type { RasterImage, Rectangle } from '../raster-image.ts';
import { roundHalfEven } from '../round-half-even.ts';
import type { PreprocessConfig } from './preprocess-config.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size is that of the whole image after the resize. */
export interface CentreWindow extends Size {
  /** The n × n pixels in its middle. */
  readonly window: Rectangle;
}

/**
 * Where torchvision's `Resize` and `CenterCrop` land (torchvision/transforms/functional.py): the longer side is cut
 * off to whole pixels, the margin is rounded half to even.
 *
 * @throws ShotbenchError `IMAGE_TOO_SMALL` where nothing is resized and the crop does not fit.
 */
export function centreWindow(
  image: Pick<RasterImage, 'name' | 'width' | 'height'>,
  config: PreprocessConfig,
): CentreWindow {
  const { size: n, resize } = config;
  const resized = resizedSize(image, resize);
  if (resized.width < n || resized.height < n) {
    throw new ShotbenchError(
      'IMAGE_TOO_SMALL',
      `${image.name} has ${resized.width} × ${resized.height} pixels; expected at least ${n} × ${n}; turn do_resize on in the preprocessing`,
    );
  }
  const left = roundHalfEven((resized.width - n) / 2);
  const top = roundHalfEven((resized.height - n) / 2);
  return { ...resized, window: { left, top, width: n, height: n } };
}

function resizedSize({ width, height }: Size, resize: PreprocessConfig['resize']): Size {
  if (resize === null) return { width, height };
  const { side, to } = resize;
  if (side === 'both') return { width: to, height: to };
  return width <= height
    ? { width: to, height: Math.trunc((to * height) / width) }
    : { width: Math.trunc((to * width) / height), height: to };
}
