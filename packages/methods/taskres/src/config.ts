import { z } from 'zod';

/**
 * Settings of TaskRes (Yu et al., CVPR 2023). Defaults are those of the released code, geekyutao/TaskRes 5195359, for the
 * regular base on RN50.
 */
export const taskResConfig = z.strictObject({
  /**
   * α, scale of the residual. `scripts/taskres/train_regular.sh`: 0.5 for every dataset but Flowers102, which has 1.0.
   */
  alpha: z.number().positive().default(0.5),
  /** Adam's learning rate. `configs/trainers/TaskRes/*_lr2e-3.yaml`; ImageNet has 2e-4. */
  learningRate: z.number().positive().default(2e-3),
  /** Epochs; null means 100 up to 4 shots and 200 above, as the released configurations have it. */
  epochs: z.number().int().positive().nullable().default(null),
  /** Images in a batch. `DATALOADER.TRAIN_X.BATCH_SIZE: 256` in the same files. */
  batchSize: z.number().int().positive().default(256),
  /** L2 coupled into Adam's gradient, on the residual. Dassl's default `OPTIM.WEIGHT_DECAY`, which the yaml files leave as it is. */
  weightDecay: z.number().nonnegative().default(5e-4),
  /** Epochs at the warm-up rate. `WARMUP_EPOCH: 1` in the same files. */
  warmupEpochs: z.number().int().nonnegative().default(1),
  /** `WARMUP_CONS_LR: 1e-5` in the same files. */
  warmupLearningRate: z.number().positive().default(1e-5),
  /**
   * Norm that every text row is scaled to before use; null takes the rows as the feature set stores them. TaskRes works on
   * un-normalised text features, so where a feature set stores unit rows the residual is relatively larger than in the
   * paper. Raw CLIP ViT-B/32 text features have norms about 9, and 9 moves 1-shot results by several points.
   */
  textNorm: z.number().positive().nullable().default(null),
});
export type TaskResConfig = z.infer<typeof taskResConfig>;
