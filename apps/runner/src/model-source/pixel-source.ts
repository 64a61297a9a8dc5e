import type { PreprocessConfig } from '@shotbench/clip';
import { sha256 } from '@shotbench/content-hash';

import type { ModelSource } from './model-source.ts';

/** Side of the images, whose samples are the features: D = 3 · 16². */
const SIDE = 16;
const FEATURE_DIM = 3 * SIDE ** 2;

/** Raised when equal images get other features. */
const VERSION = 1;

/** Grey, so that light and dark count alike. */
const MIDDLE = [0.5, 0.5, 0.5] as const;

const PREPROCESSING: PreprocessConfig = {
  size: SIDE,
  resize: { side: 'shorter', to: SIDE },
  filter: 'bicubic',
  rgbFirst: true,
  rescale: 1 / 255,
  mean: MIDDLE,
  std: [1, 1, 1],
};

/**
 * No encoder: the 16 × 16 pixels of the centre crop, grey as zero. What a linear probe reaches on them is due to colours and
 * places of pixels alone, so an encoder that does no better has learned nothing that matters on a dataset.
 */
export function pixelSource(): ModelSource {
  return {
    backbone: 'pixels',
    folder: '',
    // Only texts are compared by it, and pixels have none.
    logitScale: 1,
    hash: () => Promise.resolve(sha256(`pixels ${VERSION}`)),
    preprocessing: PREPROCESSING,
    contextLength: 0,
    vocabSize: undefined,
    imageEncoder: ({ batch }) =>
      Promise.resolve({
        featureDim: FEATURE_DIM,
        batchSize: batch,
        // A copy: the pixels' memory is used again.
        encode: (pixels) => Promise.resolve(pixels.slice()),
      }),
    textEncoder: () => Promise.resolve(undefined),
  };
}
