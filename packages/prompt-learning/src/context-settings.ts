import { z } from 'zod';

import { NAME_POSITIONS } from './class-prompts.ts';

/**
 * Settings that CoOp and the methods after it share. Defaults are those of CoOp's few-shot experiments (KaiyangZhou/CoOp, `trainers/coop.py`,
 * `configs/trainers/CoOp/rn50*.yaml`, `scripts/coop/main.sh`).
 */
export const contextSettings = {
  /** M, learned tokens (`TRAINER.COOP.N_CTX`, 16 in `main.sh`); ignored where `words` says which they begin as. */
  contextTokens: z.number().int().positive().default(16),
  /** Words whose embeddings the context begins with (`CTX_INIT`); null for noise of standard deviation 0.02. */
  words: z.string().min(1).nullable().default(null),
  /** Where the class name stands (`CLASS_TOKEN_POSITION`, `end` in `main.sh`). */
  position: z.enum(NAME_POSITIONS).default('end'),
  /** `DATALOADER.TRAIN_X.BATCH_SIZE` of `rn50.yaml`. */
  batchSize: z.number().int().positive().default(32),
  /** Null means 50 at 1 shot, 100 up to 4 and 200 above (`rn50_ep50.yaml`, `rn50_ep100.yaml`, `rn50.yaml`). ImageNet has 50. */
  epochs: z.number().int().positive().nullable().default(null),
  /** `OPTIM.LR` */
  learningRate: z.number().positive().default(2e-3),
  /** Dassl's `OPTIM.MOMENTUM` */
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Dassl's `OPTIM.WEIGHT_DECAY`, added to the gradient. */
  weightDecay: z.number().min(0).default(5e-4),
  /** `OPTIM.WARMUP_EPOCH` */
  warmupEpochs: z.number().int().min(0).default(1),
  /** `OPTIM.WARMUP_CONS_LR` */
  warmupLearningRate: z.number().positive().default(1e-5),
};

/** Resolved settings of {@link contextSettings}. */
export type ContextSettings = z.output<z.ZodObject<typeof contextSettings>>;
