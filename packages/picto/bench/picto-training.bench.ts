/**
 * Training of the picture-CLIP: images with captions in a second, and how much of a step its bare matrix products take in
 * the same process. At 32 pixels (16 patches) and at the committed model's size; the engine alone, without augmentation.
 */
import { availableParallelism } from 'node:os';

import { pictoConfig } from '../src/model/picto-config.ts';
import { timeStep } from '../src/train/matmul-share.ts';
import { TRAINING_SETTINGS } from '../src/train/training-settings.ts';

const BATCH = 128;
const LENGTHS = [16, 32];
const SIZES = [{ imageSize: 32, patchSize: 8 }, TRAINING_SETTINGS];
const threads = Math.min(2, availableParallelism());

console.log(
  `training step of a picture-CLIP, batch ${BATCH}, float32, AdamW, ${threads} threads; medians of 9 in turn`,
);
for (const { imageSize, patchSize } of SIZES) {
  const config = pictoConfig({ imageSize, patchSize }, 2048);
  for (const length of LENGTHS) {
    const { step, matmuls } = await timeStep(config, { batch: BATCH, length, threads });
    console.log(
      `  ${imageSize} px, patches of ${patchSize}, texts of ${length} tokens: ${(step * 1000).toFixed(0)} ms, ` +
        `${(BATCH / step).toFixed(0)} pairs/s; its matrix products alone ${(matmuls * 1000).toFixed(0)} ms, ` +
        `${((100 * matmuls) / step).toFixed(0)} % of the step`,
    );
  }
}
