import { z } from 'zod';

/**
 * What both share. Defaults are those of the released code, jusiro/CLAP dbdf409, `configs/trainers/SGD_lr1e-1_B256_ep300.yaml`: the same
 * for every dataset and shot count.
 */
const linearProbe = {
  /** SGD's learning rate. `OPTIM.LR: 0.1`. */
  learningRate: z.number().positive().default(0.1),
  /** `dassl/config/defaults.py`, `OPTIM.MOMENTUM`, which the yaml file leaves as it is. */
  momentum: z.number().min(0).lt(1).default(0.9),
  /** L2 coupled into the gradient. `OPTIM.WEIGHT_DECAY: 0.0`. */
  weightDecay: z.number().nonnegative().default(0),
  /** `OPTIM.MAX_EPOCH: 300`. */
  epochs: z.number().int().positive().default(300),
  /** Images in a batch. `DATALOADER.TRAIN_X.BATCH_SIZE: 256`. */
  batchSize: z.number().int().positive().default(256),
  /** Epochs at the warm-up rate. `WARMUP_EPOCH: 1`. */
  warmupEpochs: z.number().int().nonnegative().default(1),
  /** `WARMUP_CONS_LR: 1e-5`. */
  warmupLearningRate: z.number().positive().default(1e-5),
  /**
   * Norm that every text row is scaled to before use; null takes the rows as the feature set stores them. The released code starts from
   * un-normalised text features (`_get_base_text_features` in `trainers/adapters.py`), whose norm is about 9 for CLIP ViT-B/32. On unit rows
   * the same learning rate is some 80 times as large relative to the weights, and one-shot training is close to chaotic.
   */
  textNorm: z.number().positive().nullable().default(null),
};

/** Settings of ZS-LP. */
export const zsLpConfig = z.strictObject(linearProbe);
export type ZsLpConfig = z.infer<typeof zsLpConfig>;

/** Settings of CLAP (Silva-Rodríguez et al., CVPR 2024). */
export const clapConfig = z.strictObject({
  ...linearProbe,
  /**
   * λ of each class: `fixed` at its initial value, or `updated` after every epoch. The README's command has `CONSTRAINT l2`, for which
   * `train` in `trainers/adapters.py` never calls `outer_step`; with `adaptative` in the name it does.
   */
  multipliers: z.enum(['fixed', 'updated']).default('fixed'),
});
export type ClapConfig = z.infer<typeof clapConfig>;
