import { imageSettings } from '@shotbench/image-tuning';
import { z } from 'zod';

/** How adapted and pre-trained features are mixed for classes that were not trained on (APEX, section 4.3; `trainers/apex.py`). */
const ensembleSettings = {
  /** β (`BETA`; table 12 has 4 as the best of 1 to 6). */
  beta: z.number().min(0).default(4),
  /** ε: a class nearer than this to one that was trained on counts as trained on (`EPS`). */
  epsilon: z.number().min(0).default(0.05),
} as const;

/** Adadelta with a cosine over the epochs after a warm-up. */
const optimizerSettings = {
  /** `OPTIM.LR` of the base-to-novel configuration; 0.02 for other datasets. */
  learningRate: z.number().positive().default(0.15),
  /** `OPTIM.WEIGHT_DECAY`. */
  weightDecay: z.number().min(0).default(1e-3),
  batchSize: imageSettings.batchSize.default(16),
  /** 5 for ImageNet, 6 for other datasets. */
  epochs: imageSettings.epochs.default(15),
  /** `WARMUP_EPOCH`, `WARMUP_CONS_LR` as Dassl's linear warm-up has it for one epoch. */
  warmupEpochs: z.int().min(0).default(1),
  warmupLearningRate: z.number().positive().default(0.01),
} as const;

/** Defaults are those of the released base-to-novel configuration (YangYongJin/APEX 9f7f4b4, `configs/trainers/APEX/vit_b16_c2_ep15_batch16.yaml`). */
export const apexConfig = z.strictObject({
  ...optimizerSettings,
  ...ensembleSettings,
  /** b_v, prompt tokens of a layer of the image encoder. */
  visualTokens: z.int().min(1).default(2),
  /** J_V, layers of the image encoder with prompts of their own. Null is all of them, as from base to novel classes; 3 for other datasets. */
  visualDepth: z.int().min(1).nullable().default(null),
  /** The words in front of "of a NAME." whose embeddings are learned, or stay as they are: the cheap variant, which never goes through the text encoder again. */
  words: z.string().default('a photo'),
  textPrompt: z.enum(['learned', 'fixed']).default('learned'),
  /** `RandomResizedCrop` (`RRCROP_SCALE`). */
  cropScale: imageSettings.cropScale.default(0.08),
  views: imageSettings.views,
});

/** The text adapter by itself, on cached features. The paper has no settings for it; these are the method's. */
export const apexTextConfig = z.strictObject({ ...optimizerSettings, ...ensembleSettings });

export type ApexConfig = z.output<typeof apexConfig>;
export type ApexTextConfig = z.output<typeof apexTextConfig>;
