import sharp from 'sharp';

import { inParallel } from './in-parallel.ts';

/** Side of the images that the features are made of. */
const SIDE = 32;

/** D */
export const PIXEL_FEATURE_DIM = 3 * SIDE * SIDE;

/** Images that are decoded at a time: more than libuv has threads. */
const AT_A_TIME = 8;

/**
 * Images as they are, for a linear probe without an encoder. What such a probe reaches is due to colours and places of
 * pixels alone; an encoder has to do better. An image's middle square is shrunk to 32 × 32 RGB, its mean is taken away, and
 * the rest gets unit length (a single colour becomes zeros).
 *
 * @param files paths of images; errors of decoding are sharp's.
 * @returns [N, 3072], rows in the order of the files.
 */
export async function pixelFeatures(files: readonly string[]): Promise<Float32Array> {
  const features = new Float32Array(files.length * PIXEL_FEATURE_DIM);
  await inParallel(files, AT_A_TIME, async (file, index) => {
    const rgb = await sharp(file)
      .resize(SIDE, SIDE, { fit: 'cover' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
    features.set(centredUnit(rgb), index * PIXEL_FEATURE_DIM);
  });
  return features;
}

function centredUnit(samples: Uint8Array): Float32Array {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const centred = Float32Array.from(samples, (sample) => sample - mean);
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? centred : centred.map((value) => value / length);
}
