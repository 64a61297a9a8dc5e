import { imageSettings } from '@shotbench/image-tuning';
import { z } from 'zod';

/** Defaults are those of the released code (wuw2019/R-AMT 07f8d2c, `configs/trainers/CLIP_Masking/vit_b16_*.yaml`), unless said otherwise. */
export const maskTuningConfig = z.strictObject({
  /**
   * l, the part of a mask's gradient that has to pass the gate (`GDR_LAMBDA`). Null takes 0.3 at 16 shots and 1 below, as the README says (its example
   * commands have it the other way round); ImageNet, SUN397 and Food101 have 1 at 16 shots as well.
   */
  gateShare: z.number().min(0).max(1).nullable().default(null),
  /** M at the start (`MASK_INIT` 1s × `MASK_SCALE` 1e-2). */
  initial: z.number().positive().default(0.01),
  /** α: a weight is kept where M > α (`THRESHOLD`). */
  threshold: z.number().positive().default(0.005),
  /** Factor of Σ_l ‖M_l‖₂ in the loss (`LOSS_WEIGHT`). */
  penalty: z.number().min(0).default(1e-4),
  /** Whether the patch embedding is masked too. Deviation: the released code does so by default, the paper speaks of attention alone. */
  patchEmbedding: z.boolean().default(false),
  /**
   * The first block whose weights are masked, counted from 0; those before it stay as they are, and with `views` what they make of each crop is computed once.
   * Deviation: the released code masks all blocks, which is the default.
   */
  firstLayer: z.int().min(0).default(0),
  /** Adam (`OPTIM.LR`; 3e-5 for ImageNet). */
  learningRate: z.number().positive().default(8e-5),
  /**
   * How far a mask entry can move at least: the learning rates are scaled up until they sum up to it. An entry has to move by 0.005 to be dropped, and Adam
   * moves it by at most the learning rate at each step, so that the released rates drop nothing at all in fewer than five steps an epoch. 0 leaves the
   * rates as released.
   * Deviation: the default is the travel that the released rates have with 100 classes at 16 shots (50 steps an epoch), where the paper's numbers can come from them.
   */
  travel: z.number().min(0).default(0.06),
  batchSize: imageSettings.batchSize.default(32),
  /** 10 for ImageNet. */
  epochs: imageSettings.epochs.default(30),
  /** `RandomResizedCrop` (`RRCROP_SCALE`). */
  cropScale: imageSettings.cropScale.default(0.5),
  views: imageSettings.views,
});

export type MaskTuningConfig = z.output<typeof maskTuningConfig>;

/** l for a number of shots. */
export function gateShareOf({ gateShare }: MaskTuningConfig, shots: number): number {
  return gateShare ?? (shots >= 16 ? 0.3 : 1);
}
