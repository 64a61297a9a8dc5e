import { contextSettings } from '@shotbench/prompt-learning';
import { z } from 'zod';

/** Defaults are those of the released code (htyao89/KgCoOp, `configs/trainers/KgCoOp/vit_b16_ep100_ctxv1.yaml`, `scripts/base2new_train.sh`); the rest is CoOp's. */
export const kgCoOpConfig = z.strictObject({
  ...contextSettings,
  /** λ, what the distance to the hand-written prompts counts (`WEIGHT=8.0` in the script, `TRAINER.COOP.W`). */
  lambda: z.number().min(0).default(8),
  /** `CTX_INIT: True`, for which `trainers/kgcoop.py` has these words. */
  words: contextSettings.words.default('a photo of a'),
  /** `MAX_EPOCH: 100`, for every shot count. */
  epochs: contextSettings.epochs.default(100),
  /** `DATALOADER.TRAIN_X.BATCH_SIZE: 128` */
  batchSize: contextSettings.batchSize.default(128),
});

export type KgCoOpConfig = z.output<typeof kgCoOpConfig>;
