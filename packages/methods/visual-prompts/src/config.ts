import { imageSettings } from '@shotbench/image-tuning';
import { z } from 'zod';

/**
 * Defaults are those of the VPT trainer of muzairkhattak/multimodal-prompt-learning 69bce21, `configs/trainers/IVLP/vit_b16_c2_ep5_batch4_4ctx.yaml` and
 * `trainers/vpt.py`, unless said otherwise; R-AMT and APEX compare with it.
 */
export const visualPromptsConfig = z.strictObject({
  /** n, prompt tokens of a layer (`PROMPT_NCTX_VISION`; 8 in the VPT configuration, `vit_b16_c2_ep5_batch4_8.yaml`). */
  promptTokens: z.int().min(1).default(8),
  /** SGD (`OPTIM.LR`). */
  learningRate: z.number().positive().default(2.5e-3),
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
});

export type VisualPromptsConfig = z.output<typeof visualPromptsConfig>;
