import { imageSettings } from '@shotbench/image-tuning';
import { z } from 'zod';

/** What the trainers of muzairkhattak/multimodal-prompt-learning 69bce21 have in common: SGD with a cosine over the epochs after a warm-up. */
const trainingSettings = {
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Coupled (Dassl's default). */
  weightDecay: z.number().min(0).default(5e-4),
  batchSize: imageSettings.batchSize.default(4),
  epochs: imageSettings.epochs.default(5),
  /** Epochs at the warm-up's rate before the cosine (`WARMUP_EPOCH`, `WARMUP_CONS_LR`). */
  warmupEpochs: z.int().min(0).default(1),
  warmupLearningRate: z.number().positive().default(1e-5),
  /** `RandomResizedCrop` of Dassl's default transforms (`RRCROP_SCALE`). */
  cropScale: imageSettings.cropScale.default(0.08),
  views: imageSettings.views,
} as const;

/**
 * Defaults are those of the VPT trainer of muzairkhattak/multimodal-prompt-learning 69bce21, `configs/trainers/VPT/vit_b16_c2_ep5_batch4_4.yaml` and
 * `trainers/vpt.py`, unless said otherwise; R-AMT and APEX compare with it.
 */
export const visualPromptsConfig = z.strictObject({
  /** n, prompt tokens of a layer (`N_CTX_VISION`). */
  promptTokens: z.int().min(1).default(8),
  /**
   * What the tokens are before the first step: noise, as released, or noise around the mean patch token of the training images at the layer's input, a prototype as
   * Y. Wang et al. ("Revisiting the Power of Prompt for Visual Tuning", ICML 2024) begin with.
   * Deviation: the released noise is added to it, because equal tokens would learn alike.
   */
  initialTokens: z.enum(['noise', 'mean-patch']).default('noise'),
  /** SGD (`OPTIM.LR`). */
  learningRate: z.number().positive().default(2.5e-3),
  ...trainingSettings,
});

/**
 * Defaults are those from base to novel classes of the same repository, `configs/trainers/MaPLe/vit_b16_c2_ep5_batch4_2ctx.yaml` and `trainers/maple.py`. For other
 * datasets, `vit_b16_c2_ep5_batch4_2ctx_cross_datasets.yaml` has depth 3, learning rate 0.0026 and 2 epochs.
 */
export const mapleConfig = z.strictObject({
  /** n, prompt tokens of a layer in both encoders (`N_CTX`). */
  promptTokens: z.int().min(1).default(2),
  /** J, layers with prompts of their own, as far as both encoders have them (`PROMPT_DEPTH`). */
  depth: z.int().min(1).default(9),
  /**
   * The words before each name, whose first n tokens the first layer's prompt begins as (`CTX_INIT`); null for n tokens of noise and no words.
   * Deviation: words of fewer than n tokens are refused; the released code takes noise for them wherever n > 4.
   */
  words: z.string().min(1).nullable().default('a photo of a'),
  /** SGD (`OPTIM.LR`). */
  learningRate: z.number().positive().default(3.5e-3),
  ...trainingSettings,
});

export type VisualPromptsConfig = z.output<typeof visualPromptsConfig>;
export type MapleConfig = z.output<typeof mapleConfig>;
