import type { Space } from '@shotbench/few-shot';
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
  /** Whether α is trained too, from that value and under the same L2; the paper's ablation does, the released code does not. */
  learnAlpha: z.boolean().default(false),
  /**
   * What the residual is added to: each class's text row, or one residual for all image features (`TaskRes-Image`, in comments of
   * `trainers/taskres.py`), or both.
   */
  side: z.enum(['text', 'image', 'both']).default('text'),
  /**
   * `regular` is CLIP's text features. `enhanced` is TaskRes*: their projection is tuned on the same shots first, by a recipe of our own, because
   * the authors released the tuned projections but not how they were made (README.md); its numbers do not stand for theirs.
   */
  base: z.enum(['regular', 'enhanced']).default('regular'),
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
  /** Epochs of tuning the enhanced base. The paper has 50. */
  baseEpochs: z.number().int().positive().default(50),
  /** Adam's learning rate while tuning it. Ours: README.md says how it was found. */
  baseLearningRate: z.number().positive().default(1e-4),
  /**
   * Norm that every text row is scaled to before use; null takes the rows as the feature set stores them. TaskRes works on
   * un-normalised text features, so where a feature set stores unit rows the residual is relatively larger than in the
   * paper. Raw CLIP ViT-B/32 text features have norms about 9, and 9 moves 1-shot results by several points.
   */
  textNorm: z.number().positive().nullable().default(null),
  /**
   * Norm that image features are scaled to before a residual is added to them; null leaves them at 1. The released code adds it to un-normalised features
   * (about 10 for ViT-B/32). Without a residual on the image side it changes nothing.
   */
  imageNorm: z.number().positive().nullable().default(null),
});
export type TaskResConfig = z.infer<typeof taskResConfig>;

/** What a search tries. The released values come first, so that they win a tie. */
export const taskResSpace: Space = {
  /** 0.5 and 1: `scripts/taskres/train_regular.sh`; the others: the grid of CLAP (jusiro/CLAP dbdf409, `init_TR` in `trainers/adapters.py`). */
  alpha: [0.5, 1, 0.2, 0.4, 0.6, 0.8],
  /** 2e-3 and 2e-4: `configs/trainers/TaskRes/*.yaml`; 1e-2 from CLAP's grid, whose other rates are for SGD. */
  learningRate: [2e-3, 2e-4, 1e-2],
};
