import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PIXEL_MEAN, PIXEL_STD } from '../train/contrastive-batch.ts';

/** Pillow's number of the bicubic filter. */
const BICUBIC = 3;

/** Writes the `preprocessor_config.json` of a model that is trained on square RGB images of `size` pixels a side. */
export function writePreprocessorConfig(folder: string, size: number): void {
  const config = {
    image_processor_type: 'CLIPImageProcessor',
    do_convert_rgb: true,
    do_resize: true,
    size: { shortest_edge: size },
    resample: BICUBIC,
    do_center_crop: true,
    crop_size: { height: size, width: size },
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: true,
    image_mean: [PIXEL_MEAN, PIXEL_MEAN, PIXEL_MEAN],
    image_std: [PIXEL_STD, PIXEL_STD, PIXEL_STD],
  };
  writeFileSync(join(folder, 'preprocessor_config.json'), `${JSON.stringify(config, null, 2)}\n`);
}
