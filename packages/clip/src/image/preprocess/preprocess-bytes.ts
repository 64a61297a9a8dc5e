import type { RasterImage } from '../raster-image.ts';
import { resizeImage } from '../resize/resize-image.ts';
import { toRgb } from '../resize/to-rgb.ts';
import { centreWindow } from './centre-window.ts';
import type { PreprocessConfig } from './preprocess-config.ts';
import { toPlanes } from './to-planes.ts';

/**
 * Resize, centre crop and RGB as in training-free evaluation; equals torchvision on Pillow bit for bit.
 *
 * @returns 8-bit samples [3, n, n]; `normalizeInto` makes the encoder's input of them.
 * @throws ShotbenchError `IMAGE_TOO_SMALL` where nothing is resized and the crop does not fit.
 */
export function preprocessBytes(image: RasterImage, config: PreprocessConfig): Uint8Array {
  const source = config.rgbFirst ? toRgb(image) : image;
  const target = centreWindow(image, config);
  return toPlanes(resizeImage(source, { ...target, filter: config.filter }), { mirrored: false });
}
