import { contextSettings } from '@shotbench/prompt-learning';
import { z } from 'zod';

/** Defaults are those of the paper and of `configs/trainers/KgCoOp/vit_b16_ep100_ctxv1.yaml` (htyao89/KgCoOp); the rest is CoOp's. */
export const kgCoOpConfig = z.strictObject({
  ...contextSettings,
  /** λ, what the distance to the hand-written prompts counts (section 4.1 of the paper; `TRAINER.COOP.W` in its scripts). */
  lambda: z.number().min(0).default(8),
  words: contextSettings.words.default('a photo of a'),
  epochs: contextSettings.epochs.default(100),
});

export type KgCoOpConfig = z.output<typeof kgCoOpConfig>;
