import { contextSettings } from '@shotbench/prompt-learning';
import { z } from 'zod';

/** Settings that a batch of one image leaves no room for. */
const { batchSize: _, ...shared } = contextSettings;

/**
 * Defaults are those of the released code (KaiyangZhou/CoOp, `trainers/cocoop.py`, `configs/trainers/CoCoOp/vit_b16_c4_ep10_batch1_ctxv1.yaml`).
 * Its batch is one image, since every image has prompts of its own.
 */
export const coCoOpConfig = z.strictObject({
  ...shared,
  words: shared.words.default('a photo of a'),
  epochs: z.number().int().positive().default(10),
  /** D/H, how much narrower the hidden layer of the meta-net is (`vis_dim // 16`). */
  reduction: z.number().int().positive().default(16),
});

export type CoCoOpConfig = z.output<typeof coCoOpConfig>;
